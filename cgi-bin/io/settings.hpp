#pragma once

// The settings: a file of NAME=value lines, and the environment, which takes precedence. config/prizedraw.conf lists
// them all.

#include <filesystem>
#include <functional>
#include <istream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "io/redis_settings.hpp"

namespace io {

// An invalid setting. The text is one line that names the setting, and never shows the value of a secret.
struct SettingsError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Settings {
  RedisSettings redis;  // REDIS_HOST, _PORT, _SOCKET, _USERNAME, _PASSWORD, _DB, _TLS, or _URL for all of them;
                        // REDIS_TLS_CA; REDIS_SENTINELS with REDIS_MASTER; PRIZEDRAW_REPLICAS
  std::string key_prefix = "prizedraw";                            // PRIZEDRAW_KEY_PREFIX
  std::string method = "ranked";                                   // PRIZEDRAW_METHOD: ranked or spop
  std::string github_url = "https://api.github.com";               // GITHUB_API_URL, without a trailing slash
  std::string github_token;                                        // GITHUB_TOKEN
  std::string github_site = "https://github.com";                  // GITHUB_URL, likewise: where people's profiles are
  std::string pictures = "https://avatars.githubusercontent.com";  // GITHUB_PICTURES: their hosts, space-separated
  std::string url;                     // PRIZEDRAW_URL, with a trailing slash; else the request's
  std::string logo;                    // PRIZEDRAW_LOGO: an https URL, or a path on the site
  std::string accent;                  // PRIZEDRAW_ACCENT: #rrggbb in lower case; empty: our own colours
  std::vector<std::string> addresses;  // PRIZEDRAW_ADDRESSES, likewise: where phones reach a site called localhost
  std::vector<std::string> beacon = {
      "https://api.drand.sh", "https://api2.drand.sh", "https://api3.drand.sh",
      "https://drand.cloudflare.com"};  // PRIZEDRAW_BEACON: relays, without trailing slashes; empty: no beacon
  std::string language;                 // PRIZEDRAW_LANGUAGE, such as pt-BR; empty: the reader's
  int keep_days = 30;                   // PRIZEDRAW_KEEP_DAYS; 0: for ever
  std::filesystem::path templates;      // PRIZEDRAW_TEMPLATES, else `templates` beside cgi-bin

  using Environment = std::function<std::optional<std::string>(const std::string& name)>;

  // From PRIZEDRAW_CONFIG, else ../config/prizedraw.conf beside the folder of this program, and the environment.
  static Settings load();

  // From given sources; throws SettingsError. `folder` is that of the program.
  static Settings parse(std::istream& file, const Environment& environment, const std::filesystem::path& folder);
};

}  // namespace io
