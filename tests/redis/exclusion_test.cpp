#define BOOST_TEST_MODULE exclusion
#include <boost/test/unit_test.hpp>

#include "draw/exclusion.hpp"
#include "support/draw_fixture.hpp"

using draw::Outcome;

namespace {

struct Fixture : DrawFixture {
  Outcome exclude(const Texts& ids) {
    std::vector<draw::GithubId> all;
    for (const std::string& id : ids) all.push_back(github_id(id));
    return draw::exclude(store, action, all);
  }
  Outcome allow(const std::string& id) { return draw::allow(store, action, github_id(id)); }
  Outcome remove(const std::string& id, bool excludes = false) {
    return draw::remove(store, action, github_id(id), "a typo", excludes);
  }
  void exclude_many(std::size_t count) {
    Texts words{"SADD", "prizedraw:excluded"};
    for (const std::string& id : numbered("x", count)) words.push_back(id);
    command(words);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(who_is_excluded_from_every_draw, Fixture) {
  BOOST_TEST(draw::excluded(store).empty());
  BOOST_TEST(exclude({"troll", "banned"}) == Outcome::done);
  BOOST_TEST((draw::excluded(store) == Texts{"banned", "troll"}));
  BOOST_TEST(last_log_line() == "tester excluded troll, banned");
  open();
  BOOST_TEST(std::holds_alternative<draw::Excluded>(enter("troll")));
  BOOST_TEST(allow("troll") == Outcome::done);
  BOOST_TEST(last_log_line() == "tester allowed troll to enter again");
  BOOST_TEST(std::holds_alternative<draw::Entered>(enter("troll")));
}

BOOST_FIXTURE_TEST_CASE(what_is_so_already_changes_nothing, Fixture) {
  exclude({"troll"});
  const auto before = contents();
  BOOST_TEST(exclude({"troll"}) == Outcome::done);
  BOOST_TEST(allow("mona") == Outcome::done);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(an_entrant_who_is_excluded_leaves_an_open_draw, Fixture) {
  open();
  enter("mona");
  enter_unverified("troll");
  exclude({"troll"});
  BOOST_TEST(members("entrants") == "mona");
  BOOST_TEST(!has("unverified"));
  BOOST_TEST((command({"LRANGE", "prizedraw:arrivals", "0", "-1"}).texts() == Texts{"mona"}));
  BOOST_TEST(hash("removed").at("troll") == "excluded");
  BOOST_TEST(look().removed == 1);
}

BOOST_FIXTURE_TEST_CASE(the_roster_of_a_closed_draw_stays, Fixture) {
  open({"A"});
  enter_all({"mona", "troll"});
  close();
  exclude({"troll"});
  BOOST_TEST(members("entrants") == "mona troll");
  BOOST_TEST(!has("removed"));
  pick();
  BOOST_TEST(winner_of("A") == "mona");
}

BOOST_FIXTURE_TEST_CASE(an_entrant_is_removed, Fixture) {
  open();
  enter_all({"mona", "tpyo"});
  enter_unverified("ghost");
  BOOST_TEST(remove("tpyo") == Outcome::done);
  BOOST_TEST(last_log_line() == "tester removed tpyo: a typo");
  BOOST_TEST(remove("ghost", true) == Outcome::done);
  BOOST_TEST(last_log_line() == "tester removed and excluded ghost: a typo");
  BOOST_TEST(members("entrants") == "mona");
  BOOST_TEST(!has("unverified"));
  BOOST_TEST((draw::excluded(store) == Texts{"ghost"}));
  BOOST_TEST(hash("removed").at("tpyo") == "organiser");
  BOOST_TEST(hash("removed").at("ghost") == "excluded");
  BOOST_TEST(look().removed == 2);
}

BOOST_FIXTURE_TEST_CASE(only_an_entrant_of_an_open_draw_is_removed, Fixture) {
  BOOST_TEST(remove("mona") == Outcome::not_open);
  open();
  enter("mona");
  auto before = contents();
  BOOST_TEST(remove("hubot") == Outcome::no_such_entrant);
  BOOST_TEST(changed_since(before) == "");
  close();
  before = contents();
  BOOST_TEST(remove("mona") == Outcome::not_open);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(a_thousand_can_be_excluded, Fixture) {
  open();
  enter("mona");
  exclude_many(999);
  auto before = contents();
  BOOST_TEST(exclude({"mona", "hubot"}) == Outcome::too_many_excluded);
  BOOST_TEST(exclude(numbered("y", 1001)) == Outcome::too_many_excluded);
  BOOST_TEST(changed_since(before) == "");
  BOOST_TEST(exclude({"x0001", "hubot"}) == Outcome::done);  // one of them was already excluded
  before = contents();
  BOOST_TEST(remove("mona", true) == Outcome::too_many_excluded);
  BOOST_TEST(changed_since(before) == "");
  BOOST_TEST(remove("mona") == Outcome::done);
}

// ---- The forms

BOOST_FIXTURE_TEST_CASE(a_form_excludes_once, Fixture) {
  by_form("first", "troll");
  exclude({"troll"});
  by_form("second", "troll");
  allow("troll");
  const auto before = contents();
  by_form("first", "troll");
  BOOST_TEST(exclude({"troll"}) == Outcome::done);
  by_form("second", "troll");
  BOOST_TEST(allow("troll") == Outcome::done);
  by_form("first", "mona");
  BOOST_TEST(exclude({"mona"}) == Outcome::form_used);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(a_form_removes_once, Fixture) {
  open();
  by_form("token", "mona");
  BOOST_TEST(remove("mona") == Outcome::no_such_entrant);
  enter("mona");
  BOOST_TEST(remove("mona") == Outcome::done);  // a refused form can be sent again
  enter("mona");
  const auto before = contents();
  BOOST_TEST(remove("mona") == Outcome::done);
  by_form("token", "hubot");
  BOOST_TEST(remove("hubot") == Outcome::form_used);
  BOOST_TEST(changed_since(before) == "");
}
