#define BOOST_TEST_MODULE profile
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "draw/profile.hpp"

using draw::Profile;
using nlohmann::json;

BOOST_AUTO_TEST_CASE(keeps_what_is_needed_of_githubs_json) {
  const auto profile = Profile::parse(R"({"login": "OctoCat", "id": 583231, "type": "User", "name": "The Octocat",
      "avatar_url": "https://avatars.example/u/1?v=4", "email": "octo@example.org", "bio": null})");
  BOOST_REQUIRE(profile);
  BOOST_TEST(profile->name == "The Octocat");
  BOOST_TEST(profile->avatar == "https://avatars.example/u/1?v=4");
  const json kept = json::parse(profile->json);
  BOOST_TEST(kept.size() == 5);
  BOOST_TEST(kept["login"] == "OctoCat");
  BOOST_TEST(kept["id"] == 583231);
}

BOOST_AUTO_TEST_CASE(the_login_stands_in_for_a_missing_name) {
  for (const char* text : {R"({"login": "a"})", R"({"login": "a", "name": null})", R"({"login": "a", "name": "  "})",
                           R"({"login": "a", "name": 7})"}) {
    BOOST_TEST(Profile::parse(text)->name == "a");
    BOOST_TEST(json::parse(Profile::parse(text)->json)["name"].is_null());  // never absent: an older program needs it
  }
}

BOOST_AUTO_TEST_CASE(a_name_that_cannot_be_seen_is_none) {
  BOOST_TEST(Profile::parse(json{{"login", "a"}, {"name", "\u2800\u3164"}}.dump())->name == "a");
}

BOOST_AUTO_TEST_CASE(only_https_pictures) {
  for (const char* url : {"http://x/a.png", "javascript:alert(1)", "", "//x"}) {
    BOOST_TEST(Profile::parse(json{{"login", "a"}, {"avatar_url", url}}.dump())->avatar.empty());
  }
}

BOOST_AUTO_TEST_CASE(no_person_no_profile) {
  for (const char* text : {"", "nonsense", "null", "[]", "{}", R"({"login": 1})", R"({"login": "a b"})",
                           R"({"login": "a", "type": "Organization"})", R"({"login": "a", "type": "Bot"})",
                           R"({"login": "a", "type": null})", "{\"login\": \"a\", \"name\": \"\xff\"}"}) {
    BOOST_TEST(!Profile::parse(text), text);
  }
}

BOOST_AUTO_TEST_CASE(stand_in) {
  BOOST_TEST(Profile::stand_in("mona").name == "mona");
  BOOST_TEST(json::parse(Profile::stand_in("\xff").json).is_object());
}
