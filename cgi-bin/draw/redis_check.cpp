#include "draw/redis_check.hpp"

#include <cstdlib>

#include "draw/identity.hpp"
#include "io/language.hpp"
#include "io/text.hpp"

namespace {

using draw::Concern;
using draw::field;
using draw::Fields;
using io::translatable;

constexpr long least_version = 7;  // PEXPIRETIME, SINTERCARD

// Lines such as redis_version:7.0.15 (Redis's INFO).
Fields fields_of(const std::string& info) {
  Fields fields;
  for (const std::string& line : io::lines(info)) {
    const auto colon = line.find(':');
    if (colon != std::string::npos) fields[line.substr(0, colon)] = line.substr(colon + 1);
  }
  return fields;
}

bool starts_with(const std::string& text, std::string_view start) { return text.rfind(start, 0) == 0; }

Concern concern_of(const std::string& error) {
  if (starts_with(error, "WRONGPASS") || starts_with(error, "NOAUTH") || starts_with(error, "ERR AUTH")) {
    return {translatable("Redis rejects the login; check REDIS_USERNAME and REDIS_PASSWORD.")};
  }
  if (starts_with(error, "ERR DB index") || starts_with(error, "ERR invalid DB index") ||
      starts_with(error, "ERR SELECT is not allowed")) {
    return {translatable("Redis has no database with this number; check REDIS_DB.")};
  }
  if (starts_with(error, "LOADING")) {
    return {translatable("Redis is still loading its data; the site answers 503 until it is done.")};
  }
  return {translatable("Redis is not available: {value}. The site answers 503 until it is."), io::one_line(error)};
}

std::vector<Concern> concerns_about(const Fields& info, const std::string& start) {
  std::vector<Concern> all;
  const std::string version = field(info, "redis_version");
  if (!version.empty() && std::strtol(version.c_str(), nullptr, 10) < least_version) {
    all.push_back({translatable("This Redis is {value}; use Redis 7.0 or newer, or Valkey."), io::one_line(version)});
  }
  if (field(info, "role") == "slave") {
    all.push_back({translatable("This Redis is a replica, which takes no changes; name its master.")});
  }
  if (field(info, "loading") == "1") all.push_back(concern_of("LOADING"));
  if (field(info, "cluster_enabled") == "1" && start.find('{') == std::string::npos) {
    all.push_back({translatable("This Redis is a cluster; set {value}, so that one node holds everything."),
                   "PRIZEDRAW_KEY_PREFIX={" + start.substr(0, start.size() - 1) + "}"});
  }
  const std::string policy = field(info, "maxmemory_policy");
  if (!policy.empty() && policy != "noeviction") {
    all.push_back({translatable("Redis may drop prizes and winners when its memory is full (maxmemory-policy {value}); "
                                "set it to noeviction."),
                   io::one_line(policy)});
  }
  return all;
}

}  // namespace

namespace draw {

std::vector<Concern> redis_concerns(Store& store) {
  try {
    return concerns_about(fields_of(store.redis.command({"INFO"}).text()), store.keys.start);
  } catch (const io::RedisError& error) {
    const std::string said = error.what();
    const bool is_hidden = starts_with(said, "NOPERM") || starts_with(said, "ERR unknown command");
    return is_hidden ? std::vector<Concern>() : std::vector{concern_of(said)};
  }
}

}  // namespace draw
