#include "io/settings.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

#include "io/text.hpp"
#include "io/tls.hpp"

namespace io {

namespace {

int whole_number(const std::string& name, const std::string& value, int least, int most) {
  const auto number = io::whole_number(value, most);
  if (!number || *number < least) {
    throw SettingsError(name + " must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return static_cast<int>(*number);
}

bool is_plain(const std::string& value) {
  const auto code_points = decode_utf8(value);
  return code_points && std::none_of(code_points->begin(), code_points->end(), is_control);
}

void require(bool holds, const std::string& name, const std::string& rule) {
  if (!holds) throw SettingsError(name + " " + rule);
}

// Without a trailing slash.
std::string http_url(const std::string& name, const std::string& value) {
  const bool is_url = value.rfind("https://", 0) == 0 || value.rfind("http://", 0) == 0;
  const bool has_host = value.find_first_not_of('/', value.find("//")) != std::string::npos;
  require(is_url && has_host, name, "must be an http or https URL");
  return value.substr(0, value.find_last_not_of('/') + 1);
}

// The same for a page that people are sent to.
std::string page_url(const std::string& name, const std::string& value) {
  require(value.find_first_of(" \"<>?#") == std::string::npos, name, "must be an address without ? and #");
  return http_url(name, value);
}

// The site's own picture. It goes into the Content-Security-Policy unchanged, so it must not be able to add anything.
std::string picture(const std::string& name, const std::string& value) {
  const bool is_plain_address = std::all_of(value.begin(), value.end(), [](char c) {
    return is_letter_or_digit(c) || std::string_view("/.:-_~%").find(c) != std::string_view::npos;
  });
  const bool is_path = value[0] == '/' && value.find("//") == std::string::npos;
  const bool is_url = value.rfind("https://", 0) == 0 && value.find_first_of('/', 9) < value.size() - 1;
  require(is_plain_address && (is_path || is_url), name,
          "must be a path such as /assets/logo.svg, or the https URL of a picture");
  return value;
}

// #rgb or #rrggbb, returned as the latter.
std::string colour(const std::string& name, const std::string& value) {
  std::string lower = to_lower(value);
  const bool is_colour = lower[0] == '#' && is_hex(lower.substr(1)) && (lower.size() == 4 || lower.size() == 7);
  require(is_colour, name, "must be a colour such as #a8235f");
  if (lower.size() == 7) return lower;
  return {'#', lower[1], lower[1], lower[2], lower[2], lower[3], lower[3]};
}

// Separated by spaces, each without a trailing slash.
std::vector<std::string> page_urls(const std::string& name, const std::string& value) {
  std::vector<std::string> all;
  for (const std::string& address : words(value)) all.push_back(page_url(name, address));
  return all;
}

// The same, for addresses that go into a page's policy.
std::vector<std::string> relays(const std::string& name, const std::string& value) {
  require(value.find_first_of(",;'*@") == std::string::npos, name, "must be addresses, separated by spaces");
  return page_urls(name, value);
}

std::vector<HostAndPort> hosts_and_ports(const std::string& name, const std::string& value) {
  std::vector<HostAndPort> all;
  for (const std::string& word : words(value)) {
    const auto each = parse_host_and_port(word);
    require(each.has_value(), name, "must be addresses such as sentinel-1:26379,sentinel-2:26379");
    all.push_back(*each);
  }
  return all;
}

// Where pictures come from; this too goes into a page's policy.
std::string picture_hosts(const std::string& name, const std::string& value) {
  require(value.find_first_of(",;'\"") == std::string::npos, name,
          "must be addresses such as https://avatars.example.org, separated by spaces");
  for (const std::string& address : words(value)) http_url(name, address);
  return value;
}

std::string readable_file(const std::string& name, const std::string& value) {
  require(std::ifstream(value).good(), name, "must be a file that can be read");
  return value;
}

std::string token(const std::string& name, const std::string& value) {
  require(value.find(' ') == std::string::npos, name, "must not contain spaces");
  return value;
}

std::string one_of(const std::string& name, const std::string& value, const std::string& first,
                   const std::string& second) {
  require(value == first || value == second, name, "must be " + first + " or " + second);
  return value;
}

bool tls(const std::string& name, const std::string& value) {
  const bool is_on = one_of(name, value, "yes", "no") == "yes";
  require(!is_on || has_redis_tls, name,
          "or rediss:// asks for TLS, which this build does not have; use stunnel as config/stunnel describes");
  return is_on;
}

// config/serve passes them to its nginx.
void check_networks(Settings&, const std::string& name, const std::string& value) {
  require(value.find_first_not_of("0123456789abcdefABCDEF.:/ ") == std::string::npos, name,
          "must be addresses or networks such as 10.0.0.0/8, separated by spaces");
}

// How each setting is applied. This is the only list of their names.
const std::map<std::string, void (*)(Settings&, const std::string& name, const std::string& value)>& known() {
  using S = Settings;
  using Text = const std::string&;
  static const std::map<std::string, void (*)(S&, Text, Text)> all{
      {"REDIS_HOST", [](S& s, Text, Text value) { s.redis.host = value; }},
      {"REDIS_PORT", [](S& s, Text name, Text value) { s.redis.port = whole_number(name, value, 1, 65535); }},
      {"REDIS_SOCKET", [](S& s, Text, Text value) { s.redis.socket = value; }},
      {"REDIS_USERNAME", [](S& s, Text, Text value) { s.redis.username = value; }},
      {"REDIS_PASSWORD", [](S& s, Text, Text value) { s.redis.password = value; }},
      {"REDIS_DB", [](S& s, Text name, Text value) { s.redis.database = whole_number(name, value, 0, 1'000'000); }},
      {"REDIS_TLS", [](S& s, Text name, Text value) { s.redis.uses_tls = tls(name, value); }},
      {"REDIS_TLS_CA", [](S& s, Text name, Text value) { s.redis.tls_authority = readable_file(name, value); }},
      {"REDIS_URL", [](S&, Text, Text) { /* already split into the separate settings */ }},
      {"REDIS_SENTINELS", [](S& s, Text name, Text value) { s.redis.sentinels = hosts_and_ports(name, value); }},
      {"REDIS_MASTER", [](S& s, Text, Text value) { s.redis.master = value; }},
      {"PRIZEDRAW_REPLICAS", [](S& s, Text name, Text value) { s.redis.replicas = whole_number(name, value, 0, 100); }},
      {"PRIZEDRAW_KEY_PREFIX", [](S& s, Text, Text value) { s.key_prefix = value; }},
      {"PRIZEDRAW_METHOD", [](S& s, Text name, Text value) { s.method = one_of(name, value, "ranked", "spop"); }},
      {"GITHUB_API_URL", [](S& s, Text name, Text value) { s.github_url = http_url(name, value); }},
      {"GITHUB_URL", [](S& s, Text name, Text value) { s.github_site = page_url(name, value); }},
      {"GITHUB_TOKEN", [](S& s, Text name, Text value) { s.github_token = token(name, value); }},
      {"GITHUB_PICTURES", [](S& s, Text name, Text value) { s.pictures = picture_hosts(name, value); }},
      {"PRIZEDRAW_URL", [](S& s, Text name, Text value) { s.url = page_url(name, value) + "/"; }},
      {"PRIZEDRAW_TRUST_PROXY", check_networks},
      {"PRIZEDRAW_LOGO", [](S& s, Text name, Text value) { s.logo = picture(name, value); }},
      {"PRIZEDRAW_LANGUAGE", [](S& s, Text, Text value) { s.language = value; }},
      {"PRIZEDRAW_ACCENT", [](S& s, Text name, Text value) { s.accent = colour(name, value); }},
      {"PRIZEDRAW_ADDRESSES",
       [](S& s, Text name, Text value) {
         s.addresses = page_urls(name, value);
         for (std::string& address : s.addresses) address += "/";
       }},
      {"PRIZEDRAW_BEACON", [](S& s, Text name, Text value) { s.beacon = relays(name, value); }},
      {"PRIZEDRAW_KEEP_DAYS", [](S& s, Text name, Text value) { s.keep_days = whole_number(name, value, 0, 3650); }},
      {"PRIZEDRAW_TEMPLATES", [](S& s, Text, Text value) { s.templates = value; }},
  };
  return all;
}

using Values = std::map<std::string, std::string>;  // by the setting's name

void note(Values& values, const std::string& name, const std::string& value) {
  require(is_plain(value), name, "must be one line of UTF-8 text");
  const bool is_set = !value.empty() || name == "PRIZEDRAW_BEACON";  // which an empty value turns off
  if (is_set) values[name] = value;
}

// Splits REDIS_URL into the separate settings, unless it contradicts those that are set.
void take_apart_url(Values& values) {
  const auto url = values.find("REDIS_URL");
  if (url == values.end()) return;
  auto said = parse_redis_url(url->second);
  require(said.has_value(), "REDIS_URL", "must be an address such as redis://user:password@host:6379/0");
  said->insert({"REDIS_SENTINELS", ""});
  for (const auto& [name, value] : *said) {
    const auto single = values.find(name);
    require(single == values.end() || single->second == value, name,
            "and REDIS_URL contradict each other; set one of them");
  }
  values.merge(*said);
}

}  // namespace

Settings Settings::load() {
  const Environment environment = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): before any thread
    if (value == nullptr) return std::nullopt;
    return value;
  };
  const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  const auto named = environment("PRIZEDRAW_CONFIG").value_or("");
  std::ifstream file(named.empty() ? folder.parent_path() / "config" / "prizedraw.conf" : std::filesystem::path(named));
  require(file.is_open() || named.empty(), "PRIZEDRAW_CONFIG", "names a file that cannot be read");
  return parse(file, environment, folder);
}

Settings Settings::parse(std::istream& file, const Environment& environment, const std::filesystem::path& folder) {
  Values values;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    line = trim(line);
    if (line.empty() || line.front() == '#') continue;
    const auto equals = line.find('=');
    // A line without = may be a misplaced secret, so it is not shown.
    require(equals != std::string::npos, "line " + std::to_string(number) + " of the settings file", "has no =");
    const auto name = one_line(trim(line.substr(0, equals)));
    require(known().count(name) == 1, name, "is not a setting of the prize draw");
    note(values, name, trim(line.substr(equals + 1)));
  }
  for (const auto& [name, meaning] : known()) {
    if (const auto value = environment(name)) note(values, name, *value);
  }
  take_apart_url(values);
  Settings settings;
  settings.templates = folder.parent_path() / "templates";
  for (const auto& [name, value] : values) known().at(name)(settings, name, value);
  require(settings.redis.sentinels.empty() == settings.redis.master.empty(), "REDIS_SENTINELS",
          "and REDIS_MASTER must be set together");
  require(settings.redis.username.empty() || !settings.redis.password.empty(), "REDIS_USERNAME",
          "needs REDIS_PASSWORD too");
  require(std::filesystem::is_directory(settings.templates), "PRIZEDRAW_TEMPLATES",
          "does not name a folder: " + one_line(settings.templates.string()));
  return settings;
}

}  // namespace io
