#define BOOST_TEST_MODULE github_id
#include <boost/test/unit_test.hpp>

#include "draw/github_id.hpp"

using draw::GithubId;

BOOST_AUTO_TEST_CASE(valid_ids_are_kept_in_lower_case) {
  BOOST_TEST(GithubId::parse("OctoCat")->text() == "octocat");
  BOOST_TEST(GithubId::parse("-a--B-")->text() == "-a--b-");
  BOOST_TEST(GithubId::parse("0")->text() == "0");
  BOOST_TEST(GithubId::parse(std::string(39, 'z'))->text().size() == 39);
}

BOOST_AUTO_TEST_CASE(impossible_ids_do_not_exist) {
  for (const auto& text :
       {std::string(), std::string(40, 'a'), std::string("a b"), std::string("a_b"), std::string("a/b"),
        std::string("a\0b", 3), std::string("é"), std::string("a\n"), std::string("@a"), std::string("\xff")}) {
    BOOST_TEST(!GithubId::parse(text));
  }
}
