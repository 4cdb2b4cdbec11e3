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

// What we store is read back without the parser. We never write white space in front, so the parser reads such text.
BOOST_AUTO_TEST_CASE(however_it_is_written_it_is_the_same_profile) {
  const std::string kept =
      R"({"avatar_url":"https://x/u?v=4","id":12,"login":"Mona","name":"Mona (ML) Lisa","type":"User"})";
  BOOST_TEST(Profile::parse(kept)->json == kept);
  const auto with = [&](const std::string& old, const std::string& value) {
    return std::string(kept).replace(kept.find(old), old.size(), value);
  };
  const std::vector<std::string> texts{
      kept,
      with("12", "0"),
      with("12", "012"),
      with("12", "-12"),
      with("12", "1.5"),
      with("12", "null"),
      with("12", "\"12\""),
      with("12", ""),
      with("12", "18446744073709551615"),
      with("12", "123456789012345678901"),
      with("12", "12,\"id\":13"),
      with("12,", "12, "),
      with("https:", "http:"),
      with("\"https://x/u?v=4\"", "null"),
      with("Mona\"", "Mo na\""),
      with("Mona\"", "\""),
      with("Mona\"", "Mona\",\"login\":\"Lisa\""),
      with("Mona (ML)", "  Mona"),
      with("Mona (ML)", "\u00fc\u200b"),
      with("Mona (ML)", "\xff"),
      with("Mona (ML)", "\t"),
      with("Mona (ML)", "M\\/L"),
      with("Mona (ML)", "\\\"M\\u00f6\\\\"),
      with("Lisa\"", "\",\"name\":\"Lisa\""),
      with("Lisa\"", "\",\"type\":\"User\"}\""),
      with("Mona (ML) Lisa", "   "),
      with("\"Mona (ML) Lisa\"", "null"),
      with("User", "Bot"),
      with("}", ",\"type\":\"Bot\"}"),
      with("}", ",\"bio\":{\"login\":\"Lisa\"}}"),
      with("}", "} "),
      with("}", "}}"),
      with("}", ""),
  };
  for (const std::string& text : texts) {
    const auto profile = Profile::parse(text);
    const auto parsed = Profile::parse("\n" + text);
    BOOST_TEST(profile.has_value() == parsed.has_value(), text);
    if (!profile || !parsed) continue;
    BOOST_TEST(profile->login == parsed->login, text);
    BOOST_TEST(profile->name == parsed->name, text);
    BOOST_TEST(profile->avatar == parsed->avatar, text);
    BOOST_TEST(profile->account == parsed->account, text);
    BOOST_TEST(profile->json == parsed->json, text);
    BOOST_TEST(json::parse(profile->json).dump() == profile->json, text);
  }
}
