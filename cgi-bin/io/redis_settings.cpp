#include "io/redis_settings.hpp"

#include "io/text.hpp"

namespace {

constexpr long long most_databases = 1'000'000;
constexpr int usual_port = 6379;

// RFC 3986, 2.1; nothing where % is not followed by two digits.
std::optional<std::string> percent_decoded(const std::string& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  const std::string lower = io::to_lower(text);
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const auto high = digits.find(lower[i + 1]);
    const auto low = digits.find(lower[i + 2]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    decoded += static_cast<char>(16 * high + low);
    i += 2;
  }
  return decoded;
}

// What stands before the first `mark`, taken off the front of the text; nothing where there is none.
std::optional<std::string> take_before(std::string& text, const std::string& mark) {
  const auto at = text.find(mark);
  if (at == std::string::npos) return std::nullopt;
  std::string before = text.substr(0, at);
  text.erase(0, at + mark.size());
  return before;
}

bool set_login(io::RedisSettings& settings, std::string login) {
  const auto user = percent_decoded(take_before(login, ":").value_or(""));
  const auto password = percent_decoded(login);
  if (!user || !password || password->empty()) return false;
  settings.username = *user;
  settings.password = *password;
  return true;
}

bool set_database(io::RedisSettings& settings, const std::string& number) {
  if (number.empty()) return true;
  const auto database = io::whole_number(number, most_databases);
  settings.database = static_cast<int>(database.value_or(0));
  return database.has_value();
}

bool set_host(io::RedisSettings& settings, const std::string& text) {
  const bool has_port = text.rfind(':') != std::string::npos && text.back() != ']';
  const auto found = io::parse_host_and_port(has_port ? text : text + ":" + std::to_string(usual_port));
  if (!found) return false;
  settings.host = found->host;
  settings.port = found->port;
  return true;
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

std::optional<RedisSettings> parse_redis_url(const std::string& url) {
  RedisSettings settings;
  std::string rest = url;
  const auto scheme = take_before(rest, "://");
  const bool is_socket = scheme == "unix";
  settings.uses_tls = scheme == "rediss";
  if (!is_socket && !settings.uses_tls && scheme != "redis") return std::nullopt;
  const auto login = take_before(rest, "@");
  if (login && !set_login(settings, *login)) return std::nullopt;
  if (is_socket) {
    const auto path = take_before(rest, "?db=");
    settings.socket = path.value_or(rest);
    const bool is_path =
        !settings.socket.empty() && settings.socket[0] == '/' && settings.socket.find('?') == std::string::npos;
    return is_path && set_database(settings, path ? rest : "") ? std::optional(settings) : std::nullopt;
  }
  const auto host = take_before(rest, "/");
  return set_host(settings, host.value_or(rest)) && set_database(settings, host ? rest : "") ? std::optional(settings)
                                                                                             : std::nullopt;
}

}  // namespace io
