#define BOOST_TEST_MODULE names
#include <boost/test/unit_test.hpp>

#include "draw/names.hpp"

using draw::Names;
using Texts = std::vector<std::string>;

BOOST_AUTO_TEST_CASE(one_a_line) {
  const std::vector<std::pair<Texts, std::string>> examples{{{}, ""},
                                                            {{"mona"}, "mona"},
                                                            {{"hubot", "mona", "octocat"}, "hubot\nmona\noctocat"},
                                                            {{"", "a", "", "b"}, "\na\n\nb"}};
  for (const auto& [texts, lines] : examples) {
    for (const Names& names : {Names(texts), Names(lines)}) {
      BOOST_TEST(Texts(names.begin(), names.end()) == texts, boost::test_tools::per_element());
      BOOST_TEST(names.text() == lines);
    }
  }
}

BOOST_AUTO_TEST_CASE(names_with_a_line_feed_stay_whole) {
  const Names names(Texts{"a\nb", "", "c"});
  BOOST_TEST(Texts(names.begin(), names.end()) == (Texts{"a\nb", "", "c"}), boost::test_tools::per_element());
  BOOST_TEST(names.text() == "a\nb\n\nc");
}

BOOST_AUTO_TEST_CASE(they_outlive_what_they_were_made_of) {
  Names copy;
  {
    const Names names(Texts{"mona"});  // short enough to need no allocation
    copy = names;
  }
  BOOST_TEST(copy[0] == "mona");
  BOOST_TEST(copy.size() == 1U);
}
