#define BOOST_TEST_MODULE qr
#include <boost/test/unit_test.hpp>
#include <regex>
#include <set>

#include "io/qr.hpp"

// A browser test reads the code; this tests the structure of its picture.

BOOST_AUTO_TEST_CASE(squares_within_a_quiet_zone) {
  const auto code = io::QrCode::of("https://draw.example.org/");
  BOOST_REQUIRE(code);
  BOOST_TEST(code->size == 25 + 2 * 4);  // version 2: 26 bytes with error correction M
  const std::regex run("M([0-9]+) ([0-9]+)h([0-9]+)v1h-([0-9]+)z");
  std::string rest = code->path;
  std::set<std::pair<int, int>> dark;
  for (std::smatch match; std::regex_search(rest, match, run); rest = match.suffix()) {
    BOOST_TEST(match.prefix().str().empty());
    BOOST_TEST(match[3] == match[4]);
    for (int i = 0; i < std::stoi(match[3]); ++i) dark.emplace(std::stoi(match[1]) + i, std::stoi(match[2]));
  }
  BOOST_TEST(rest.empty());
  for (const auto& [x, y] : dark) BOOST_TEST((x >= 4 && y >= 4 && x < code->size - 4 && y < code->size - 4));
  for (const auto& [x, y] : {std::pair(4, 4), {code->size - 11, 4}, {4, code->size - 11}}) {  // where readers look
    for (int i = 0; i < 7; ++i) BOOST_TEST((dark.count({x + i, y}) == 1 && dark.count({x, y + i}) == 1));
    BOOST_TEST((dark.count({x + 1, y + 1}) == 0 && dark.count({x + 3, y + 3}) == 1));
  }
}

BOOST_AUTO_TEST_CASE(too_long_for_a_code) {
  BOOST_TEST(io::QrCode::of(std::string(2000, 'x')).has_value());
  BOOST_TEST(!io::QrCode::of(std::string(3000, 'x')));
}
