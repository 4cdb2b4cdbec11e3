// The settings file.

#include <sstream>

#include "fuzz.hpp"
#include "io/settings.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream file(fuzz::text(data, size));
  const auto nothing = [](const std::string&) { return std::optional<std::string>(); };
  try {
    const auto settings = io::Settings::parse(file, nothing, SOURCE_DIR "/cgi-bin");
    fuzz::require(settings.redis.port >= 1 && settings.redis.port <= 65535, "a port is a port");
    fuzz::require(settings.github_url.rfind("http", 0) == 0, "GitHub has a URL");
  } catch (const io::SettingsError& error) {
    fuzz::require(std::string_view(error.what()).find('\n') == std::string_view::npos, "one line says what is wrong");
  }
  return 0;
}
