#include "io/reply.hpp"

namespace io {

std::vector<std::string> Reply::texts() const {
  std::vector<std::string> all;
  all.reserve(list().size());
  for (const Reply& each : list()) all.push_back(each.text());
  return all;
}

std::map<std::string, std::string> Reply::fields() const {
  const auto to_text = [](const Reply& value) {
    if (value.is_nil()) return std::string();
    const auto* number = std::get_if<long long>(&value.value_);
    return number != nullptr ? std::to_string(*number) : value.text();
  };
  if (list().size() % 2 != 0) throw RedisError("a name without a value");
  std::map<std::string, std::string> all;
  for (auto at = list().begin(); at != list().end(); at += 2) all.emplace(at->text(), to_text(at[1]));
  return all;
}

}  // namespace io
