#include "draw/log.hpp"

#include <algorithm>

namespace draw {

std::vector<LogEntry> latest_log_entries(Store& store) {
  std::vector<LogEntry> entries;
  const io::Reply reply = store.redis.command({"XREVRANGE", store.keys.log, "+", "-", "COUNT", "20"});
  for (const io::Reply& entry : reply.list()) {
    const auto& id = entry.list().at(0);  // begins with milliseconds since 1970
    const auto fields = entry.list().at(1).fields();
    const std::chrono::system_clock::time_point at(std::chrono::milliseconds(std::stoll(id.text())));
    const auto value = [&](const char* name) { return fields.count(name) == 1 ? fields.at(name) : ""; };
    entries.push_back({at, value("who"), value("did")});
  }
  return entries;
}

void write_log(Store& store, const std::string& did) {
  store.redis.command({"XADD", store.keys.log, "MAXLEN", "~", "1000", "*", "who", nobody, "did", did});
}

std::string some_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most_named); ++i) text += (i == 0 ? "" : ", ") + names[i];
  return names.size() > most_named ? text + " and " + std::to_string(names.size() - most_named) + " more" : text;
}

std::string count_of(std::size_t number, const std::string& unit) {
  return std::to_string(number) + " " + unit + (number == 1 ? "" : "s");
}

}  // namespace draw
