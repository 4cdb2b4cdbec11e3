#define BOOST_TEST_MODULE pick
#include <boost/test/unit_test.hpp>
#include <set>

#include "draw/exclusion.hpp"
#include "support/draw_fixture.hpp"

using draw::Method;
using draw::Outcome;

namespace {

constexpr Method both[] = {Method::ranked, Method::spop};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_draw_is_picked_once, DrawFixture) {
  for (const Method method : both) {
    open({"A Banana", "An Apple", "A Pear"}, method);
    enter_all({"hubot", "mona"});
    close();
    BOOST_TEST(pick() == Outcome::done);
    BOOST_TEST(state() == "DRAW_WON");
    BOOST_TEST(count("HLEN", "winners") == 2);
    BOOST_TEST(count("SCARD", "prizes") == 1);  // no entrant is left for it
    BOOST_TEST(!has("entrants"));
    BOOST_TEST(last_log_line() == "tester picked the winners");
    const auto before = contents();
    BOOST_TEST(pick() == Outcome::already_picked);
    BOOST_TEST(changed_since(before) == "");
  }
}

BOOST_FIXTURE_TEST_CASE(an_open_draw_is_closed_and_picked_in_one_go, DrawFixture) {
  for (const Method method : both) {
    open({"A"}, method);
    enter("mona");
    BOOST_TEST(pick() == Outcome::done);
    BOOST_TEST(winner_of("A") == "mona");
    BOOST_TEST(look().freeze.has_value());
  }
}

BOOST_FIXTURE_TEST_CASE(there_is_nothing_to_pick, DrawFixture) {
  BOOST_TEST(pick() == Outcome::no_draw);
  open();
  const auto before = contents();
  BOOST_TEST(pick() == Outcome::no_entrants);
  BOOST_TEST(changed_since(before) == "");  // still open
  close();
  BOOST_TEST(pick() == Outcome::no_entrants);
}

BOOST_FIXTURE_TEST_CASE(everybody_and_everything_once, DrawFixture) {
  for (const Method method : both) {
    const Texts prizes = numbered("Prize ", 300, 3);
    const Texts people = numbered("user", 500, 3);
    open(prizes, method);
    add_entrants(people);
    BOOST_TEST(pick() == Outcome::done);
    std::multiset<std::string> all;
    for (const auto& [prize, id] : hash("winners")) all.insert(id);
    BOOST_TEST(all.size() == 300U);
    for (const std::string& id : command({"SMEMBERS", "prizedraw:entrants"}).texts()) all.insert(id);
    BOOST_TEST((all == std::multiset<std::string>(people.begin(), people.end())));
    BOOST_TEST(!has("prizes"));
  }
}

BOOST_FIXTURE_TEST_CASE(only_one_of_two_picks, DrawFixture) {
  DrawClient other(server.settings());
  for (int round = 0; round < 50; ++round) {
    open(numbered("Prize ", 20, 2), both[round % 2]);
    add_entrants(numbered("user", 30, 2));
    Outcome second{};
    std::thread thread([&] { second = other.pick(); });
    const Outcome first = pick();
    thread.join();
    BOOST_TEST(((first == Outcome::done && second == Outcome::already_picked) ||
                (first == Outcome::already_picked && second == Outcome::done)));
    BOOST_TEST(count("HLEN", "winners") == 20);
    BOOST_TEST(count("SCARD", "entrants") == 10);
  }
}

// ---- The form

BOOST_FIXTURE_TEST_CASE(a_form_picks_once, DrawFixture) {
  open({"Old"});
  enter("mona");
  by_form("token", "pick");
  BOOST_TEST(pick() == Outcome::done);
  by_form("", "");
  open({"New"});
  enter("hubot");
  const auto before = contents();
  by_form("token", "pick");
  BOOST_TEST(pick() == Outcome::done);
  by_form("token", "pick with a word");
  BOOST_TEST(pick() == Outcome::form_used);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(a_form_that_is_sent_twice_at_once_is_done_for_both, DrawFixture) {
  DrawClient other(server.settings());
  for (int round = 0; round < 50; ++round) {
    by_form("", "");
    open({"A"}, both[round % 2]);
    add_entrants({"hubot", "mona"});
    by_form("token " + std::to_string(round), "pick");
    other.action = action;
    Outcome second{};
    std::thread thread([&] { second = other.pick(); });
    BOOST_TEST(pick() == Outcome::done);
    thread.join();
    BOOST_TEST(second == Outcome::done);
  }
}

// ---- The audience's word

BOOST_FIXTURE_TEST_CASE(the_word_is_taken_once_the_roster_is_frozen, DrawFixture) {
  for (const Method method : both) {
    command({"FLUSHALL"});
    open({"A"}, method);
    enter_all({"hubot", "mona"});
    auto before = contents();
    BOOST_TEST(pick("pineapple") == Outcome::not_frozen);
    BOOST_TEST(changed_since(before) == "");
    time_is_up();
    before = contents();
    BOOST_TEST(pick("pineapple") == Outcome::not_frozen);  // nobody has looked yet
    BOOST_TEST(changed_since(before) == "");
    look();
    before = contents();
    if (method == Method::spop) {
      BOOST_TEST(pick("pineapple") == Outcome::no_word_with_spop);
      BOOST_TEST(changed_since(before) == "");
    } else {
      BOOST_TEST(pick("pineapple") == Outcome::done);
      BOOST_TEST(record()["public"] == "pineapple");
    }
  }
}

BOOST_FIXTURE_TEST_CASE(the_freeze_of_another_draw_does_not_count_for_the_word, DrawFixture) {
  open();
  enter("mona");
  close();
  older_program_opens({"Theirs"}, {"hubot"});
  time_is_up();
  BOOST_TEST(pick("pineapple") == Outcome::not_frozen);
  look();
  BOOST_TEST(pick("pineapple") == Outcome::done);
}

// ---- Nobody can win

BOOST_FIXTURE_TEST_CASE(where_nobody_can_win_nothing_changes, DrawFixture) {
  for (const Method method : both) {
    open({"A", "B"}, method);
    enter("troll");
    enter_unverified("ghost");
    close();
    draw::exclude(store, action, {github_id("troll")});
    github_knows_nobody_called("ghost");
    by_form("token " + draw::to_text(method), "pick");
    const auto before = contents();
    BOOST_TEST(pick() == Outcome::nobody_can_win);
    BOOST_TEST(pick() == Outcome::nobody_can_win);
    BOOST_TEST(changed_since(before) == "");
    by_form("", "");
    BOOST_TEST(open() == Outcome::entrants_waiting);
    BOOST_TEST(draw::cancel(store, action) == Outcome::done);
    BOOST_TEST(open() == Outcome::done);
    close();
    draw::allow(store, action, github_id("troll"));
  }
}

BOOST_FIXTURE_TEST_CASE(of_an_open_draw_only_the_close_stays, DrawFixture) {
  open({"A"});
  enter_unverified("ghost");
  github_knows_nobody_called("ghost");
  auto before = contents();
  BOOST_TEST(pick() == Outcome::nobody_can_win);
  BOOST_TEST(changed_since(before) == "prizedraw:fairness prizedraw:is_open prizedraw:log");
  BOOST_TEST(state() == "DRAW_CLOSED_WITH_ENTRANTS");
  BOOST_TEST(last_log_line() == "Prize Draw froze the list of 1 entrant; GitHub has not confirmed ghost");
}

// ---- What is stored

BOOST_FIXTURE_TEST_CASE(the_data_of_those_who_have_not_won_expire, DrawFixture) {
  store.kept = std::chrono::hours(24);
  open({"A"});
  enter_all({"hubot", "mona", "octocat"});
  draw::remove(store, action, github_id("octocat"), "typo", false);
  enter_unverified("ghost");
  pick();
  const std::string draw = look().published->draw;
  for (const std::string& key : {std::string("entrants"), std::string("unverified"), std::string("arrivals"),
                                 std::string("removed"), "record:" + draw, "order:" + draw}) {
    BOOST_TEST(count("TTL", key) > 86'300, key);
    BOOST_TEST(count("TTL", key) <= 86'400, key);
  }
  for (const std::string& key : {std::string("log"), std::string("records"), "summary:" + draw}) {
    BOOST_TEST(count("TTL", key) == -1, key);
  }
  redraw("A");
  BOOST_TEST(count("TTL", "record:" + draw) > 86'300);
}
