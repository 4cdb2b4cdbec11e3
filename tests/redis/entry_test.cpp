#define BOOST_TEST_MODULE entry
#include <boost/test/unit_test.hpp>

#include "draw/entrants.hpp"
#include "draw/entry.hpp"
#include "draw/exclusion.hpp"
#include "support/draw_fixture.hpp"
#include "support/http_stub.hpp"

using draw::Outcome;

namespace {

template <typename T>
bool is(const draw::Entry& entry) {
  return std::holds_alternative<T>(entry);
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(everybody_enters_once, DrawFixture) {
  BOOST_TEST(is<draw::NotOpen>(enter("mona")));
  open();
  BOOST_TEST(is<draw::Entered>(enter("mona")));
  BOOST_TEST(is<draw::AlreadyEntered>(enter("mona")));
  BOOST_TEST(is<draw::AlreadyEntered>(enter("MONA")));
  BOOST_TEST(members("entrants") == "mona");
  BOOST_TEST(state() == "DRAW_OPEN_WITH_ENTRANTS");
  close();
  BOOST_TEST(is<draw::NotOpen>(enter("late")));
  BOOST_TEST(is<draw::NotOpen>(enter("mona")));
}

BOOST_FIXTURE_TEST_CASE(the_profile_that_redis_holds_is_the_answer, DrawFixture) {
  open();
  command({"SET", "prizedraw:profiles:mona", R"({"login": "Mona", "name": "Mona Lisa", "plan": {"a": [1]}})"});
  const auto entered = std::get<draw::Entered>(enter("mona"));
  BOOST_TEST(entered.profile.name == "Mona Lisa");
  BOOST_TEST(!entered.some_are_unverified);
}

BOOST_FIXTURE_TEST_CASE(a_profile_may_be_written_in_any_way, DrawFixture) {
  open();
  for (
      const char* kept : {
          R"({"avatar_url":"https://x/7","id":7,"login":"Mona","name":"M L","type":"User"})",
          R"({"type": "User", "login": "Mona", "id": 7, "name": "M L", "avatar_url": "https://x/7"})",
          R"({ "id" : 7 , "login" : "M\u006fna", "name":"M L" , "avatar_url":"https:\/\/x\/7" })",
          R"({"login":"Other","bio":"\"login\":\"Other\"","login":"Mona","id":7,"name":"M L","avatar_url":"https://x/7"})",
          "{\n\t\"login\":\n\"mona\",\"login\":\"Mona\",\"id\":7,\"name\":\"M L\",\"avatar_url\":\"https://x/7\"}\n",
      }) {
    command({"SET", "prizedraw:profiles:mona", kept});
    command({"DEL", "prizedraw:entrants"});
    const auto entry = enter("mona");
    BOOST_TEST_REQUIRE(is<draw::Entered>(entry), kept);
    BOOST_TEST(std::get<draw::Entered>(entry).profile.json ==
               R"({"avatar_url":"https://x/7","id":7,"login":"Mona","name":"M L","type":"User"})");
  }
}

BOOST_FIXTURE_TEST_CASE(with_another_users_profile_nobody_enters_as_asked, DrawFixture) {
  open();
  for (const auto& [kept, login] : std::vector<std::pair<const char*, const char*>>{
           {R"({"avatar_url":"https://x/7","id":7,"login":"Other","name":"M L","type":"User"})", "other"},
           {R"({"avatar_url":"https://x/7","id":7,"login":"Mona2","name":"M L","type":"User"})", "mona2"},
           {R"({"login":"Other","name":"\"login\":\"Mona\",\"type\":\"User\""})", "other"},
       }) {
    command({"SET", "prizedraw:profiles:mona", kept});
    command({"DEL", "prizedraw:entrants"});
    BOOST_TEST(is<draw::Entered>(enter("mona")), kept);
    BOOST_TEST(members("entrants") == login, kept);
  }
}

BOOST_FIXTURE_TEST_CASE(nonsense_that_redis_holds_is_no_profile, DrawFixture) {
  open();
  for (const char* kept : {"", "nonsense", "[]", "7", "{}", R"({"login": 7})", R"({"login": "Mona", "type": "Bot"})",
                           R"({"avatar_url":"https://x/7","id":7,"login":"Mona","name":"M L","type":"Bot"})"}) {
    command({"SET", "prizedraw:profiles:mona", kept});
    command({"DEL", "prizedraw:entrants"});
    BOOST_TEST(is<draw::EnteredUnverified>(enter("mona")), kept);  // since GitHub cannot be asked
  }
}

BOOST_FIXTURE_TEST_CASE(who_does_not_exist_does_not_enter, DrawFixture) {
  open();
  github_knows_nobody_called("ghost");
  BOOST_TEST(is<draw::UnknownUser>(enter("ghost")));
  BOOST_TEST(!has("entrants"));
}

BOOST_FIXTURE_TEST_CASE(without_github_people_enter_unverified, DrawFixture) {
  open();
  enter_unverified("mona");
  BOOST_TEST(members("unverified") == "mona");
  BOOST_TEST(is<draw::AlreadyEntered>(enter("mona")));
  BOOST_TEST(std::get<draw::Entered>(enter("hubot")).some_are_unverified);
  BOOST_TEST(members("entrants") == "hubot mona");
}

BOOST_FIXTURE_TEST_CASE(who_is_excluded_does_not_enter, DrawFixture) {
  open();
  draw::exclude(store, action, {github_id("troll")});
  github_is_unavailable();
  BOOST_TEST(is<draw::Excluded>(enter("troll")));
  github_knows("innocent", "7", "Troll");  // the same user under an older login
  BOOST_TEST(std::get<draw::Excluded>(enter("innocent")).id.text() == "troll");
  BOOST_TEST(!has("entrants"));
}

BOOST_FIXTURE_TEST_CASE(who_was_renamed_enters_under_the_current_login, DrawFixture) {
  open();
  github_knows("maiden", "7", "Married");
  BOOST_TEST(is<draw::Entered>(enter("maiden")));
  BOOST_TEST(members("entrants") == "married");
  BOOST_TEST(std::get<draw::AlreadyEntered>(enter("maiden")).id.text() == "married");
  BOOST_TEST(is<draw::AlreadyEntered>(enter("married")));
  BOOST_TEST(hash("renamed").at("maiden") == "married");
}

BOOST_FIXTURE_TEST_CASE(nobody_enters_after_the_close_even_if_a_look_up_is_pending, DrawFixture) {
  open();
  HttpStub github([&](const std::string&) {
    DrawClient(server.settings()).close();
    return HttpStub::answer("200 OK", R"({"login": "late", "type": "User"})");
  });
  DrawClient program(server.settings(), github.url());
  program.command({"DEL", "prizedraw:github_silent"});
  BOOST_TEST(is<draw::NotOpen>(draw::enter(program.store, program.profiles, github_id("late"))));
  BOOST_TEST(!has("entrants"));
  BOOST_TEST(has("profiles:late"));
}

BOOST_FIXTURE_TEST_CASE(the_latest_arrivals_are_kept, DrawFixture) {
  open();
  enter_all(numbered("user", 60, 2));
  BOOST_TEST(count("LLEN", "arrivals") <= 48);
  const auto latest = draw::latest_entrants(store);
  BOOST_TEST(latest.size() == 24U);
  BOOST_TEST(latest.front().id == "user60");
}

BOOST_FIXTURE_TEST_CASE(who_was_removed_may_enter_again, DrawFixture) {
  open();
  enter("mona");
  draw::remove(store, action, github_id("mona"), "by mistake", false);
  BOOST_TEST(hash("removed").at("mona") == "organiser");
  BOOST_TEST(is<draw::Entered>(enter("mona")));
  BOOST_TEST(hash("removed").count("mona") == 0U);
  BOOST_TEST(look().removed == 1);  // so far
}
