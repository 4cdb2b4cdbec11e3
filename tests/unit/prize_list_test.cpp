#define BOOST_TEST_MODULE prize_list
#include <boost/test/unit_test.hpp>

#include "draw/opening.hpp"
#include "draw/prize_list.hpp"

using Prizes = std::vector<std::string>;

namespace {

// In the form's format.
std::string read(const std::string& text) { return draw::to_text(draw::prizes_of(text)); }

}  // namespace

// The same cases as the script's (prizes_test.mjs).
BOOST_AUTO_TEST_CASE(quantities) {
  BOOST_TEST(read("3 x Mug") == "Mug 1\nMug 2\nMug 3");
  BOOST_TEST(read("An Apple\r\n\r\n2×  Crème\n 1 X Hat ") == "An Apple\nCrème 1\nCrème 2\nHat");
  BOOST_TEST(read("2 × Crème") == "Crème 1\nCrème 2");
  BOOST_TEST(read("2 x Mug | by Acme") == "Mug 1 | by Acme\nMug 2 | by Acme");
  BOOST_TEST(draw::prizes_of("10 x Mug").front().name == "Mug 01");
  for (const char* name : {"0 x Mug", "x Mug", "4x4", "3 x", "1234567 x Mug"}) {
    BOOST_TEST(read(name) == name);
    BOOST_TEST(!draw::has_quantities(name));
  }
  BOOST_TEST(draw::has_quantities("An Apple\n2 x Mug"));
  BOOST_TEST(draw::prizes_of("999999 x Mug\n999999 x Hat").size() <= draw::Opening::most_prizes + 2);
}

BOOST_AUTO_TEST_CASE(a_line_about_a_prize) {
  const auto prizes = draw::prizes_as_typed("Mug | by Acme | 2026\nHat |x\n| by Acme\nPear");
  BOOST_REQUIRE(prizes.size() == 4U);
  BOOST_TEST(prizes[0].name == "Mug");
  BOOST_TEST(prizes[0].note == "by Acme | 2026");
  BOOST_TEST(prizes[1].name == "Hat |x");
  BOOST_TEST(prizes[2].name.empty());
  BOOST_TEST(prizes[2].note == "by Acme");
  const std::string text = "Mug | by Acme | 2026\nHat |x\nPear";
  BOOST_TEST(draw::to_text(draw::prizes_as_typed(text)) == text);
}

BOOST_AUTO_TEST_CASE(rows_of_a_spreadsheet) {
  BOOST_TEST(read("Mug\t2\nHat\t1") == "Mug 1\nMug 2\nHat");
  BOOST_TEST(read("2\tMug") == "Mug 1\nMug 2");
  BOOST_TEST(read("Mug\tby Acme\nHat\t\tby Acme") == "Mug | by Acme\nHat | by Acme");
  BOOST_TEST(read("Mug\t2\tby Acme\tSan Diego") == "Mug 1 | by Acme San Diego\nMug 2 | by Acme San Diego");
  BOOST_TEST(read("Mug\t0") == "Mug | 0");
  BOOST_TEST(draw::has_quantities("Mug\tby Acme"));
  BOOST_TEST(!draw::has_quantities("\tMug\t\n"));
}

BOOST_AUTO_TEST_CASE(doubtful_lines) {
  for (const char* line :
       {"3 Sticker", "Sticker x 3", "Sticker ×3", "1. Sticker", "2) Sticker", "- Sticker", "• Sticker", "* Mug"}) {
    BOOST_TEST((draw::doubtful_lines(line) == Prizes{line}), line);
    BOOST_TEST(read(line) == line);
  }
  for (const char* line :
       {"3 x Sticker", "Sticker", "4x4", "0 Sticker", "iPhone X", "A-Z", "1.5 l of tea", "Sticker x"}) {
    BOOST_TEST(draw::doubtful_lines(line).empty(), line);
  }
  BOOST_TEST((draw::doubtful_lines("Mug | 3 Sticker\n3 Hats | by Acme") == Prizes{"3 Hats"}));
}
