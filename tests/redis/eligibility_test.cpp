#define BOOST_TEST_MODULE eligibility
#include <boost/test/unit_test.hpp>

#include "draw/eligibility.hpp"
#include "draw/entrants.hpp"
#include "draw/exclusion.hpp"
#include "support/draw_fixture.hpp"

using draw::Method;
using draw::Outcome;

namespace {

struct Fixture : DrawFixture {
  Texts roster;
  draw::Names next;  // in the order
  draw::Eligibility eligibility{store, profiles, next, 1, [this](const std::string& id) {
                                  return std::find(roster.begin(), roster.end(), id) != roster.end();
                                }};

  void is_unverified(const std::string& id) { command({"SADD", "prizedraw:unverified", id}); }
  std::string reason(const std::string& id) { return eligibility.reason_against(id).value_or("can win"); }

  // The record's entries about those passed over, as "from: reason".
  Texts reasons() {
    Texts all;
    const auto record = this->record();
    for (const auto& each : record["replacements"]) {
      all.push_back(each["from"].get<std::string>() + ": " + each["reason"].get<std::string>());
    }
    std::sort(all.begin(), all.end());
    return all;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(who_can_win, Fixture) {
  github_knows("mona", "1");
  BOOST_TEST(reason("mona") == "can win");
  BOOST_TEST(reason("mona") == "can win");
  BOOST_TEST(reason("expired") == "can win");
  is_unverified("unavailable");
  BOOST_TEST(reason("unavailable") == "can win");
  is_unverified("not an id");  // of an older program
  BOOST_TEST(reason("not an id") == "can win");
}

BOOST_FIXTURE_TEST_CASE(who_cannot_win_and_the_true_reason, Fixture) {
  roster = {"maiden", "married"};
  command({"SADD", "prizedraw:excluded", "troll", "banned", "ghost"});
  for (const char* id : {"phantom", "innocent", "maiden", "ghost"}) is_unverified(id);
  for (const char* id : {"phantom", "ghost"}) github_knows_nobody_called(id);
  github_knows("innocent", "7", "troll");
  github_knows("maiden", "8", "married");
  BOOST_TEST(reason("phantom") == "GitHub knows no such user");
  BOOST_TEST(reason("innocent") == "excluded as troll");
  BOOST_TEST(reason("maiden") == "entered as married too");
  BOOST_TEST(reason("banned") == "excluded");
  BOOST_TEST(reason("ghost") == "excluded");  // the organiser's exclusion comes first
}

BOOST_FIXTURE_TEST_CASE(who_was_renamed_can_win, Fixture) {
  is_unverified("maiden");
  github_knows("maiden", "8", "married");
  BOOST_TEST(reason("maiden") == "can win");
}

BOOST_FIXTURE_TEST_CASE(one_person_one_prize, Fixture) {
  for (const char* id : {"old", "older", "oldest"}) github_knows(id, "7", "current");
  is_unverified("old");
  is_unverified("oldest");
  BOOST_TEST(reason("old") == "can win");
  BOOST_TEST(reason("older") == "entered as old too");
  BOOST_TEST(reason("oldest") == "entered as old too");
  github_knows("other", "8");
  BOOST_TEST(reason("other") == "can win");
}

BOOST_FIXTURE_TEST_CASE(who_has_won_does_not_win_again, Fixture) {
  github_knows("winner", "7");
  github_knows("again", "7", "winner");
  eligibility.have_won({"winner"});
  BOOST_TEST(reason("again") == "entered as winner too");
  BOOST_TEST(reason("winner") == "can win");
}

// ---- The same in a draw

BOOST_FIXTURE_TEST_CASE(whoever_has_won_unconfirmed_is_looked_up_before_another_wins, Fixture) {
  is_unverified("old");
  eligibility.have_won({"old"});
  github_knows("old", "7", "new");
  github_knows("new", "7");
  BOOST_TEST(reason("new") == "entered as old too");
}

BOOST_FIXTURE_TEST_CASE(the_record_says_the_true_reason, Fixture) {
  for (const Method method : {Method::ranked, Method::spop}) {
    command({"FLUSHALL"});
    github_is_unavailable();
    open({"A", "B", "C", "D", "E", "F"}, method);
    enter_all({"banned", "mona", "married"});
    for (const char* id : {"phantom", "innocent", "maiden"}) enter_unverified(id);
    close();
    draw::exclude(store, action, {github_id("banned"), github_id("troll")});
    github_knows_nobody_called("phantom");
    github_knows("innocent", "7", "troll");
    github_knows("maiden", "8", "married");
    BOOST_TEST(pick() == Outcome::done);
    BOOST_TEST((reasons() == Texts{"banned: excluded", "innocent: excluded as troll", "maiden: entered as married too",
                                   "phantom: GitHub knows no such user"}));
    BOOST_TEST(count("HLEN", "winners") == 2);
  }
}

BOOST_FIXTURE_TEST_CASE(a_renamed_winner_wins_once, Fixture) {
  for (int round = 0; round < 20; ++round) {
    command({"FLUSHALL"});
    github_is_unavailable();
    open({"A", "B", "C"}, round % 2 == 0 ? Method::ranked : Method::spop);
    enter_unverified("old");
    enter_unverified("older");
    enter("mona");
    close();
    for (const char* id : {"old", "older"}) github_knows(id, "7", "current");
    pick();
    BOOST_TEST(count("HLEN", "winners") == 2);
    BOOST_TEST(reasons().size() == 1U);
  }
}

BOOST_FIXTURE_TEST_CASE(nor_by_a_replacement_after_the_pick, Fixture) {
  for (int round = 0; round < 20; ++round) {
    command({"FLUSHALL"});
    github_is_unavailable();
    open({"A", "B"}, round % 2 == 0 ? Method::ranked : Method::spop);
    for (const char* id : {"old", "older", "mona"}) enter_unverified(id);
    close();
    for (const char* id : {"old", "older"}) github_knows(id, "7", "current");
    github_knows("mona", "8");
    pick();
    const std::string prize = winner_of("A") == "mona" ? "A" : "B";
    BOOST_TEST(redraw(prize) == Outcome::nobody_left);  // those left have already won
    BOOST_TEST(count("HLEN", "winners") == 1);
  }
}

BOOST_FIXTURE_TEST_CASE(a_renamed_winner_is_known_by_both_logins, Fixture) {
  open({"A"});
  enter_unverified("maiden");
  github_knows("maiden", "7", "married");
  look_up_unverified();
  pick();
  for (const char* id : {"maiden", "married"}) {
    const auto standing = draw::standing(store, github_id(id));
    BOOST_TEST(standing.entry == "won", id);
    BOOST_TEST(standing.github_id == "married", id);
  }
}
