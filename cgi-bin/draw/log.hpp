#pragma once

// The organisers' log: who did what, in a Redis stream. Each script that changes something for an organiser writes a
// line (shared.lua).

#include <chrono>
#include <string>
#include <vector>

#include "draw/store.hpp"

namespace draw {

inline constexpr const char* nobody = "Prize Draw";  // the author of automatic entries

struct LogEntry {
  std::chrono::system_clock::time_point at;
  std::string who;
  std::string did;  // follows the name
};

std::vector<LogEntry> latest_log_entries(Store& store);  // the latest few, newest first

// Writes a line about something that changed nothing.
void write_log(Store& store, const std::string& did);

// The first of these names, and how many more there are.
inline constexpr std::size_t most_named = 20;
std::string some_of(const std::vector<std::string>& names);

std::string count_of(std::size_t number, const std::string& unit);  // such as "1 prize" or "2 prizes"

}  // namespace draw
