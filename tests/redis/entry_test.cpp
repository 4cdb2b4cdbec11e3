#define BOOST_TEST_MODULE entry
#include <boost/test/unit_test.hpp>

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

BOOST_FIXTURE_TEST_CASE(nonsense_that_redis_holds_is_no_profile, DrawFixture) {
  open();
  for (const char* kept : {"", "nonsense", "[]", "7", "{}", R"({"login": 7})", R"({"login": "Mona", "type": "Bot"})"}) {
    command({"SET", "prizedraw:profiles:mona", kept});
    command({"DEL", "prizedraw:entrants"});
    BOOST_TEST(is<draw::EnteredUnverified>(enter("mona")), kept);  // as GitHub cannot be asked
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
  const Texts all = numbered("user", 30, 2);
  enter_all(all);
  const auto latest = command({"LRANGE", "prizedraw:arrivals", "0", "-1"}).texts();
  BOOST_TEST(latest.size() == 24U);
  BOOST_TEST(latest.front() == "user30");
}

// ---- Looking unverified entrants up again

BOOST_FIXTURE_TEST_CASE(an_unverified_entrant_is_verified, DrawFixture) {
  open();
  enter_unverified("mona");
  draw::recheck(store, profiles, 3);
  BOOST_TEST(members("unverified") == "mona");  // GitHub is still unavailable
  command({"DEL", "prizedraw:rechecking"});
  github_knows("mona");
  draw::recheck(store, profiles, 3);
  BOOST_TEST(!has("unverified"));
  BOOST_TEST(members("entrants") == "mona");
  BOOST_TEST(!has("rechecking"));
}

BOOST_FIXTURE_TEST_CASE(who_turns_out_not_to_exist_is_removed, DrawFixture) {
  open();
  enter_unverified("ghost");
  github_knows_nobody_called("ghost");
  draw::recheck(store, profiles, 1);
  for (const char* key : {"entrants", "unverified", "arrivals"}) BOOST_TEST(!has(key), key);
  BOOST_TEST(hash("removed").at("ghost") == "unknown user");
  BOOST_TEST(hash("removed").at("#") == "1");
  BOOST_TEST(look().removed == 1);
}

BOOST_FIXTURE_TEST_CASE(a_renamed_entrant_goes_by_the_current_login, DrawFixture) {
  open();
  enter_unverified("maiden");
  enter_unverified("double");
  enter("married");
  github_knows("maiden", "1", "madame");
  github_knows("double", "2", "married");
  draw::recheck(store, profiles, 3);
  BOOST_TEST(members("entrants") == "madame married");
  BOOST_TEST(hash("renamed").at("maiden") == "madame");
  BOOST_TEST(hash("renamed").at("double") == "married");
  BOOST_TEST(!has("unverified"));
}

BOOST_FIXTURE_TEST_CASE(who_is_excluded_under_the_current_login_is_removed, DrawFixture) {
  open();
  enter_unverified("innocent");
  draw::exclude(store, action, {github_id("troll")});
  github_knows("innocent", "7", "troll");
  draw::recheck(store, profiles, 1);
  BOOST_TEST(!has("entrants"));
  BOOST_TEST(hash("removed").at("innocent") == "excluded");
}

BOOST_FIXTURE_TEST_CASE(the_roster_of_a_closed_draw_stays, DrawFixture) {
  open();
  enter_unverified("ghost");
  enter_unverified("maiden");
  enter_unverified("mona");
  close();
  github_knows_nobody_called("ghost");
  github_knows("maiden", "1", "madame");
  github_knows("mona");
  for (int i = 0; i < 20; ++i) draw::recheck(store, profiles, 3);
  BOOST_TEST(members("entrants") == "ghost maiden mona");
  BOOST_TEST(members("unverified") == "ghost maiden");  // the pick looks them up
  BOOST_TEST(!has("removed"));
}

BOOST_FIXTURE_TEST_CASE(one_program_at_a_time_looks_up_again, DrawFixture) {
  open();
  enter_unverified("mona");
  github_knows("mona");
  command({"SET", "prizedraw:rechecking", "true", "EX", "10"});
  draw::recheck(store, profiles, 3);
  BOOST_TEST(members("unverified") == "mona");
}

BOOST_FIXTURE_TEST_CASE(whom_a_draw_before_left_behind_is_not_looked_up, DrawFixture) {
  older_program_opens({"A"});
  command({"SADD", "prizedraw:unverified", "ghost", "phantom"});
  draw::recheck(store, profiles, 3);
  BOOST_TEST(!has("unverified"));
  BOOST_TEST(!has("rechecking"));
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
