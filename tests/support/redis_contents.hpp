#pragma once

// All of Redis's content, to compare it before and after.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "io/redis.hpp"

using Contents = std::map<std::string, std::string>;  // key → its value and when it expires, as text

inline std::string joined_sorted(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : " ") + text;
  return all;
}

inline std::string value_of(io::Redis& redis, const std::string& key) {
  const std::string type = redis.command({"TYPE", key}).text();
  if (type == "set") return joined_sorted(redis.command({"SMEMBERS", key}).texts());
  if (type == "hash") {
    std::string all;
    for (const auto& [name, value] : redis.command({"HGETALL", key}).fields()) all += name + "=" + value + " ";
    return all;
  }
  return redis.command({"DUMP", key}).text();  // the same bytes for the same value
}

inline Contents contents_of(io::Redis& redis) {
  redis.begin();
  Contents contents;
  for (const std::string& key : redis.command({"KEYS", "*"}).texts()) {
    redis.begin();
    contents[key] = value_of(redis, key) + " until " + std::to_string(redis.command({"PEXPIRETIME", key}).integer());
  }
  return contents;
}

// The keys that differ, separated by spaces.
inline std::string difference(const Contents& before, const Contents& after) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : before) {
    const auto found = after.find(key);
    if (found == after.end() || found->second != value) keys.push_back(key);
  }
  for (const auto& [key, value] : after) {
    if (before.count(key) == 0) keys.push_back(key);
  }
  return joined_sorted(keys);
}
