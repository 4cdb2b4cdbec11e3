#define BOOST_TEST_MODULE verifier
#include <boost/test/unit_test.hpp>

#include "draw/exclusion.hpp"
#include "draw/verifier.hpp"
#include "support/draw_fixture.hpp"

BOOST_FIXTURE_TEST_CASE(an_unverified_entrant_is_verified, DrawFixture) {
  open();
  enter_unverified("mona");
  look_up_unverified();
  BOOST_TEST(members("unverified") == "mona");  // GitHub is still unavailable
  github_knows("mona");
  look_up_unverified();
  BOOST_TEST(!has("unverified"));
  BOOST_TEST(members("entrants") == "mona");
  BOOST_TEST(!has("verifier"));
}

BOOST_FIXTURE_TEST_CASE(who_turns_out_not_to_exist_is_removed, DrawFixture) {
  open();
  enter_unverified("ghost");
  github_knows_nobody_called("ghost");
  look_up_unverified();
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
  look_up_unverified();
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
  look_up_unverified();
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
  look_up_unverified();
  BOOST_TEST(members("entrants") == "ghost maiden mona");
  BOOST_TEST(members("unverified") == "ghost maiden");  // the pick looks them up
  BOOST_TEST(!has("removed"));
}

BOOST_FIXTURE_TEST_CASE(one_program_at_a_time_looks_up, DrawFixture) {
  open();
  enter_unverified("mona");
  github_knows("mona");
  command({"DEL", "prizedraw:github_silent"});
  command({"SET", "prizedraw:verifier", "another program", "EX", "10"});
  look_up_unverified();
  BOOST_TEST(members("unverified") == "mona");
  command({"DEL", "prizedraw:verifier"});
  look_up_unverified();
  BOOST_TEST(!has("unverified"));
  BOOST_TEST(!has("verifier"));
}

BOOST_FIXTURE_TEST_CASE(whom_a_draw_before_left_behind_is_not_looked_up, DrawFixture) {
  older_program_opens({"A"});
  command({"SADD", "prizedraw:unverified", "ghost", "phantom"});
  look_up_unverified();
  BOOST_TEST(!has("unverified"));
  BOOST_TEST(!has("verifier"));
}
