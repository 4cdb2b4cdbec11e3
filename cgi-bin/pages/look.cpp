#include "pages/look.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "io/crypto.hpp"

namespace {

using Colour = std::array<int, 3>;  // red, green, blue; 0 to 255

constexpr Colour black{0, 0, 0};
constexpr Colour white{255, 255, 255};

// The darkest of the light theme's backgrounds, and the lightest of the dark one's, as draw.css has them.
constexpr Colour light_page{0xfb, 0xf5, 0xef};
constexpr Colour dark_page{0x26, 0x1c, 0x2e};

constexpr double readable_text = 4.5;
constexpr double readable_gold = 7.2;  // against white, so that draw.css's gold reaches 4.5
constexpr double deep = 13;

Colour parse(const std::string& hex) {
  const std::string channels = io::from_hex(hex.substr(1));
  Colour colour{};
  std::transform(channels.begin(), channels.end(), colour.begin(),
                 [](char c) { return static_cast<unsigned char>(c); });
  return colour;
}

std::string to_hex(const Colour& colour) {
  std::string channels;
  for (const int channel : colour) channels += static_cast<char>(channel);
  return "#" + io::to_hex(channels);
}

// WCAG 2.2: relative luminance, contrast ratio.
double luminance(const Colour& colour) {
  const auto light = [](int channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * light(colour[0]) + 0.7152 * light(colour[1]) + 0.0722 * light(colour[2]);
}

double contrast(const Colour& one, const Colour& other) {
  const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
  return (lighter + 0.05) / (darker + 0.05);
}

Colour mixed(const Colour& colour, const Colour& with, double part) {
  Colour result{};
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i] = static_cast<int>(std::lround(colour[i] + (with[i] - colour[i]) * part));
  }
  return result;
}

// The colour, or its nearest shade towards black or white that has this contrast.
Colour shade(const Colour& colour, const Colour& towards, const Colour& against, double wanted) {
  constexpr int steps = 64;
  for (int step = 0; step < steps; ++step) {
    const Colour found = mixed(colour, towards, static_cast<double>(step) / steps);
    if (contrast(found, against) >= wanted) return found;
  }
  return towards;
}

struct Theme {
  Colour accent, hover, on_accent, night, dusk;
};

Theme light_theme(const Colour& colour) {
  const Colour accent = shade(colour, black, light_page, readable_text);
  return {accent, mixed(accent, black, 0.2), white, shade(colour, black, white, deep),
          shade(colour, black, white, readable_gold)};
}

Theme dark_theme(const Colour& colour) {
  const Colour accent = shade(colour, white, dark_page, readable_text);
  return {accent, mixed(accent, white, 0.25), black, mixed(shade(colour, black, white, deep), black, 0.45),
          shade(colour, black, white, deep)};
}

std::string rule(const Theme& theme) {
  return ":root {\n  --accent: " + to_hex(theme.accent) + ";\n  --accent-hover: " + to_hex(theme.hover) +
         ";\n  --on-accent: " + to_hex(theme.on_accent) + ";\n  --night: " + to_hex(theme.night) +
         ";\n  --dusk: " + to_hex(theme.dusk) + ";\n  --stage-dusk: " + to_hex(theme.dusk) + ";\n}\n";
}

}  // namespace

std::string style_of(const std::string& accent) {
  const Colour colour = parse(accent);
  return rule(light_theme(colour)) + "@media (prefers-color-scheme: dark) {\n" + rule(dark_theme(colour)) + "}\n";
}

web::View look_of(const io::Settings& settings) {
  web::View look = web::View::object();
  if (!settings.logo.empty()) look["logo"] = {{settings.logo[0] == '/' ? "file" : "url", settings.logo}};
  if (!settings.accent.empty()) {
    const Colour colour = parse(settings.accent);
    look["accent"] = {{"name", settings.accent.substr(1)},
                      {"light", to_hex(light_theme(colour).night)},
                      {"dark", to_hex(dark_theme(colour).night)}};
  }
  return look;
}
