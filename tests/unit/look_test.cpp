#define BOOST_TEST_MODULE look
#include "pages/look.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <regex>
#include <string>
#include <vector>

namespace {

// The contrast ratio of two colours, #rrggbb, as defined by WCAG 2.2.
double contrast(const std::string& one, const std::string& other) {
  const auto luminance = [](const std::string& hex) {
    double sum = 0;
    const double weights[] = {0.2126, 0.7152, 0.0722};
    for (std::size_t i = 0; i < 3; ++i) {
      const double channel = std::stoi(hex.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
      sum += weights[i] * (channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4));
    }
    return sum;
  };
  const double a = luminance(one) + 0.05;
  const double b = luminance(other) + 0.05;
  return a > b ? a / b : b / a;
}

// The values of a variable in the light and in the dark theme.
std::vector<std::string> values(const std::string& style, const std::string& name) {
  const std::regex pattern("--" + name + ": (#[0-9a-f]{6});");
  std::vector<std::string> found;
  for (std::sregex_iterator each(style.begin(), style.end(), pattern), end; each != end; ++each) {
    found.push_back((*each)[1]);
  }
  BOOST_REQUIRE(found.size() == 2U);
  return found;
}

}  // namespace

// Against the backgrounds and the gold of htdocs/assets/draw.css.
BOOST_AUTO_TEST_CASE(whatever_colour_it_is_people_can_read) {
  const std::vector<std::vector<std::string>> pages{{"#fbf5ef", "#ffffff"}, {"#191220", "#261c2e"}};
  const std::vector<std::string> gold{"#ffc94d", "#f2bd45"};
  const char* digits[] = {"00", "33", "66", "80", "99", "cc", "ff"};
  for (const std::string red : digits) {
    for (const std::string green : digits) {
      for (const std::string blue : digits) {
        const std::string colour = "#" + red + green + blue;
        const std::string style = style_of(colour);
        for (std::size_t theme = 0; theme < 2; ++theme) {
          BOOST_TEST_INFO(colour << " in theme " << theme);
          const auto is_readable = [&](const std::string& text, const std::string& below) {
            return contrast(text, below) >= 4.5;
          };
          for (const char* name : {"accent", "accent-hover"}) {
            const std::string accent = values(style, name)[theme];
            for (const std::string& page : pages[theme]) BOOST_TEST(is_readable(accent, page));
            BOOST_TEST(is_readable(values(style, "on-accent")[theme], accent));
          }
          for (const char* name : {"night", "dusk", "stage-dusk"}) {
            const std::string sky = values(style, name)[theme];
            BOOST_TEST(is_readable("#ffffff", sky));
            BOOST_TEST(is_readable(gold[theme], sky));
          }
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_colour_that_can_be_read_stays_as_it_is) {
  BOOST_TEST(values(style_of("#0b5394"), "accent")[0] == "#0b5394");
  BOOST_TEST(values(style_of("#ffcc00"), "accent")[1] == "#ffcc00");
}

BOOST_AUTO_TEST_CASE(what_pages_are_told) {
  io::Settings settings;
  BOOST_TEST(look_of(settings).empty());
  settings.logo = "/assets/logo.svg";
  settings.accent = "#0b5394";
  const web::View look = look_of(settings);
  BOOST_TEST(look["logo"]["file"] == "/assets/logo.svg");
  BOOST_TEST(look["accent"]["name"] == "0b5394");
  settings.logo = "https://x.example/logo.svg";
  BOOST_TEST(look_of(settings)["logo"]["url"] == settings.logo);
}
