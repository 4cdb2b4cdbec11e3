#define BOOST_TEST_MODULE snapshot
#include <boost/test/unit_test.hpp>
#include <set>

#include "draw/exclusion.hpp"
#include "support/draw_fixture.hpp"

using draw::Method;

namespace {

struct Fixture : DrawFixture {
  std::string version() { return look().version(); }
  std::string seconds_left(const std::string& milliseconds) {
    command({"PEXPIRE", "prizedraw:is_open", milliseconds});
    return std::to_string(std::get<draw::Open>(draw::read_snapshot(store).phase).closes_in->count());
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_states_of_a_draw, Fixture) {
  BOOST_TEST(state() == "NO_DRAW");
  open();
  BOOST_TEST(state() == "DRAW_OPEN_NO_ENTRANTS");
  close();
  BOOST_TEST(state() == "DRAW_CLOSED_NO_ENTRANTS");
  open();
  enter("mona");
  BOOST_TEST(state() == "DRAW_OPEN_WITH_ENTRANTS");
  close();
  BOOST_TEST(state() == "DRAW_CLOSED_WITH_ENTRANTS");
  pick();
  BOOST_TEST(state() == "DRAW_WON");
  BOOST_TEST(look().winners == 1);
}

BOOST_FIXTURE_TEST_CASE(the_time_left_is_rounded_up, Fixture) {
  open();
  BOOST_TEST(!std::get<draw::Open>(look().phase).closes_in.has_value());
  BOOST_TEST(seconds_left("60000") == "60");
  BOOST_TEST(seconds_left("1500") == "2");
  BOOST_TEST(seconds_left("400") == "1");
}

BOOST_FIXTURE_TEST_CASE(prizes_stand_in_the_order_shown, Fixture) {
  open({"Zebra", "éclair", "Apple", "apple"});
  BOOST_TEST((look().prizes == Texts{"Zebra", "éclair", "Apple", "apple"}));
  command({"PERSIST", "prizedraw:prizes"});  // an older program has opened it
  BOOST_TEST((look().prizes == Texts{"Apple", "Zebra", "apple", "éclair"}));
}

BOOST_FIXTURE_TEST_CASE(looking_at_an_open_draw_changes_nothing, Fixture) {
  open();
  enter("mona");
  const auto before = contents();
  look();
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(what_is_public_outlasts_the_pick, Fixture) {
  for (const Method method : {Method::ranked, Method::spop}) {
    open({"A"}, method);
    enter("mona");
    close();
    const auto closed = look();
    pick();
    const auto won = look();
    BOOST_TEST(won.published->draw == closed.published->draw);
    BOOST_TEST(won.published->opened_at == closed.published->opened_at);
    BOOST_TEST(won.published->commitment == closed.published->commitment);
    BOOST_TEST(won.freeze->at == closed.freeze->at);
    BOOST_TEST(won.freeze->entrants_sha256 == closed.freeze->entrants_sha256);
    BOOST_TEST(won.method == method);
  }
}

BOOST_FIXTURE_TEST_CASE(a_draw_of_an_older_program_has_nothing_to_remember, Fixture) {
  open({"Ours"});
  enter("mona");
  older_program_opens({"Theirs"}, {"hubot"});
  BOOST_TEST(!look().published.has_value());
  time_is_up();
  BOOST_TEST(!look().published.has_value());
  older_program_picks();
  BOOST_TEST(!look().published.has_value());
  BOOST_TEST(look().removed == 0);
}

BOOST_FIXTURE_TEST_CASE(an_older_program_that_picks_our_draw_leaves_no_identity, Fixture) {
  open({"A", "B"});
  enter("mona");
  close();
  older_program_picks();
  BOOST_TEST(state() == "DRAW_WON");
  BOOST_TEST(!look().published.has_value());
  BOOST_TEST(!look().freeze.has_value());
  BOOST_TEST(!draw::current_record(store).has_value());
}

// ---- The version changes whenever a page changes

BOOST_FIXTURE_TEST_CASE(each_step_has_a_version_of_its_own, Fixture) {
  std::set<std::string> versions{version()};
  const auto is_new = [&] { return versions.insert(version()).second; };
  open({"A", "B"}, Method::ranked, "900");
  BOOST_TEST(is_new());
  enter_all({"hubot", "mona", "octocat"});
  BOOST_TEST(is_new());
  command({"PERSIST", "prizedraw:is_open"});
  BOOST_TEST(is_new());
  time_is_up();
  versions.insert(draw::read_snapshot(store).version());
  BOOST_TEST(is_new());  // frozen
  pick();
  BOOST_TEST(is_new());
  redraw("A");
  BOOST_TEST(is_new());
  redraw("A");  // no entrant is left
  BOOST_TEST(is_new());
  open({"A", "B"}, Method::ranked, "900");
  BOOST_TEST(is_new());
}

BOOST_FIXTURE_TEST_CASE(more_entrants_and_less_time_are_the_same_version, Fixture) {
  open({"A"}, Method::ranked, "900");
  enter("mona");
  const std::string before = version();
  enter_all({"hubot", "octocat"});
  command({"EXPIRE", "prizedraw:is_open", "60"});
  BOOST_TEST(version() == before);
}

BOOST_FIXTURE_TEST_CASE(how_many_were_removed, Fixture) {
  open();
  enter_all({"hubot", "mona", "troll"});
  BOOST_TEST(look().removed == 0);
  draw::remove(store, action, github_id("mona"), "typo", false);
  draw::exclude(store, action, {github_id("troll"), github_id("nobody")});
  BOOST_TEST(look().removed == 2);
  open();
  BOOST_TEST(look().removed == 2);  // still the same draw
  close();
  pick();
  open();
  BOOST_TEST(look().removed == 0);
}
