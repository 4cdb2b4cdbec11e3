#define BOOST_TEST_MODULE github_id
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

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
       {std::string(), std::string(40, 'a'), std::string("a b"), std::string("a/b"), std::string("_a"),
        std::string("a_"), std::string("a_b_c"), std::string("a_b-c"), std::string(36, 'a') + "_bcd",
        std::string("a\0b", 3), std::string("é"), std::string("a\n"), std::string("@a"), std::string("\xff")}) {
    BOOST_TEST(!GithubId::parse(text), text);
  }
}

BOOST_AUTO_TEST_CASE(managed_users_have_a_short_code) {
  BOOST_TEST(GithubId::parse("Mona_Acme")->text() == "mona_acme");
  BOOST_TEST(GithubId::parse("-_0")->text() == "-_0");
}

BOOST_AUTO_TEST_CASE(what_people_type) {
  std::ifstream file(SOURCE_DIR "/tests/usernames.json");
  for (const auto& [typed, login] :
       nlohmann::json::parse(file).get<std::vector<std::pair<std::string, std::string>>>()) {
    BOOST_TEST(draw::login_in(typed, "https://github.com") == login, typed);
  }
  BOOST_TEST(draw::login_in("ghe.example:8443/mona/", "http://GHE.example:8443") == "mona");
  BOOST_TEST(draw::login_in("https://github.com/mona", "https://ghe.example") == "https://github.com/mona");
  BOOST_TEST(draw::login_in("\xff", "https://github.com") == "\xff");
}

BOOST_AUTO_TEST_CASE(email_addresses) {
  BOOST_TEST(draw::is_email_address("mona@example.org"));
  BOOST_TEST(!draw::is_email_address("@mona"));
  BOOST_TEST(!draw::is_email_address("mona"));
}
