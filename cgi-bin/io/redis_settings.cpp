#include "io/redis_settings.hpp"

#include <utility>

#include "io/text.hpp"

namespace {

constexpr long long most_databases = 1'000'000;
constexpr const char* usual_port = "6379";

// Removes and returns what is before the first `mark`; nothing if there is no mark.
std::optional<std::string> take_before(std::string& text, const std::string& mark) {
  const auto at = text.find(mark);
  if (at == std::string::npos) return std::nullopt;
  std::string before = text.substr(0, at);
  text.erase(0, at + mark.size());
  return before;
}

}  // namespace

namespace io {

std::optional<HostAndPort> parse_host_and_port(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  const auto port = whole_number(text.substr(colon + 1), 65535);
  std::string host = text.substr(0, colon);
  const bool is_bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (is_bracketed) host = host.substr(1, host.size() - 2);
  if (!port || *port == 0 || host.empty() || (!is_bracketed && host.find_first_of(":/ ") != std::string::npos)) {
    return std::nullopt;
  }
  return HostAndPort{host, static_cast<int>(*port)};
}

std::optional<std::map<std::string, std::string>> parse_redis_url(const std::string& url) {
  std::string rest = url;
  const auto scheme = take_before(rest, "://");
  const bool is_socket = scheme == "unix";
  if (!is_socket && scheme != "redis" && scheme != "rediss") return std::nullopt;
  std::map<std::string, std::string> said{{"REDIS_TLS", scheme == "rediss" ? "yes" : "no"}};

  if (auto login = take_before(rest, "@")) {
    const auto user = percent_decoded(take_before(*login, ":").value_or(""));
    const auto password = percent_decoded(*login);
    if (!user || !password || password->empty()) return std::nullopt;
    if (!user->empty()) said["REDIS_USERNAME"] = *user;
    said["REDIS_PASSWORD"] = *password;
  }

  auto place = take_before(rest, is_socket ? "?db=" : "/");
  if (!place) place.emplace(std::exchange(rest, ""));
  if (!rest.empty() && !whole_number(rest, most_databases)) return std::nullopt;
  if (!rest.empty()) said["REDIS_DB"] = rest;

  said["REDIS_SOCKET"] = is_socket ? *place : "";
  if (is_socket)
    return (*place)[0] == '/' && place->find('?') == std::string::npos ? std::optional(said) : std::nullopt;
  const bool has_port = place->rfind(':') != std::string::npos && place->back() != ']';
  const auto host = parse_host_and_port(has_port ? *place : *place + ":" + usual_port);
  if (!host) return std::nullopt;
  said["REDIS_HOST"] = host->host;
  said["REDIS_PORT"] = std::to_string(host->port);
  return said;
}

}  // namespace io
