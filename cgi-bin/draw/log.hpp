#pragma once

// The organisers' log: who did what, a Redis stream. Each script that changes something for an organiser writes its own
// line (shared.lua).

#include <chrono>
#include <string>
#include <vector>

#include "draw/store.hpp"

namespace draw {

inline constexpr const char* nobody = "Prize Draw";  // who does what happens by itself

struct LogEntry {
  std::chrono::system_clock::time_point at;
  std::string who;
  std::string did;  // words after the name
};

std::vector<LogEntry> latest_log_entries(Store& store);  // the latest first; a few

// A line of its own, for what was found and changed nothing.
void write_log(Store& store, const std::string& did);

// For what a line says: the first of these by name, and how many more there are.
std::string some_of(const std::vector<std::string>& names);

std::string count_of(std::size_t number, const std::string& unit);  // such as "1 prize" or "2 prizes"

}  // namespace draw
