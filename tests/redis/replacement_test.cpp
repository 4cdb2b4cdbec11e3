#define BOOST_TEST_MODULE replacement
#include <boost/test/unit_test.hpp>
#include <set>

#include "draw/exclusion.hpp"
#include "draw/order.hpp"
#include "draw/roster.hpp"
#include "support/draw_fixture.hpp"

using draw::Method;
using draw::Outcome;

namespace {

constexpr Method both[] = {Method::ranked, Method::spop};

struct Fixture : DrawFixture {
  Texts ranked_order() {
    return texts_of(draw::ranked(std::get<draw::Roster>(draw::frozen_roster(store)), {}).entrants);
  }

  // How long a redraw takes: the median of several.
  std::chrono::microseconds time_of_redraw(std::size_t entrants) {
    open({"A", "B"});
    add_entrants(numbered("user", entrants, 6));
    BOOST_REQUIRE(pick() == Outcome::done);
    std::vector<std::chrono::microseconds> times;
    for (int i = 0; i < 25; ++i) {
      const auto start = std::chrono::steady_clock::now();
      BOOST_REQUIRE(redraw("A") == Outcome::done);
      times.push_back(std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start));
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_next_of_the_same_order, Fixture) {
  open({"A", "B"});
  enter_all(numbered("user", 9, 1));
  close();
  const Texts order = ranked_order();
  pick();
  for (std::size_t next = 2; next < order.size(); ++next) {
    const std::string prize = next % 2 == 0 ? "A" : "B";
    const std::string from = winner_of(prize);
    BOOST_TEST(redraw(prize, from) == Outcome::done);
    BOOST_TEST(winner_of(prize) == order[next]);
    BOOST_TEST(last_log_line() ==
               "tester redrew a prize: " + prize + " now goes to @" + order[next] + " (" + from + " was absent)");
    BOOST_TEST(look().replaced == std::to_string(next - 1));
  }
  BOOST_TEST(redraw("A", "", "cannot accept") == Outcome::nobody_left);
  BOOST_TEST(last_log_line().find("redrew a prize: A is not won: no entrant is left (") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(with_spop_somebody_who_has_not_won, Fixture) {
  open({"A"}, Method::spop);
  enter_all(numbered("user", 9, 1));
  pick();
  std::set<std::string> all{winner_of("A")};
  for (int i = 0; i < 8; ++i) {
    BOOST_TEST(redraw("A") == Outcome::done);
    BOOST_TEST(all.insert(winner_of("A")).second);
  }
  BOOST_TEST(redraw("A") == Outcome::nobody_left);
}

BOOST_FIXTURE_TEST_CASE(who_cannot_win_is_passed_over, Fixture) {
  for (const Method method : both) {
    open({"A"}, method);
    enter_all({"hubot", "mona", "troll", "banned"});
    close();
    pick();
    Texts others;
    for (const std::string& id : command({"SMEMBERS", "prizedraw:entrants"}).texts()) others.push_back(id);
    draw::exclude(store, action, {github_id(others[0]), github_id(others[1])});
    BOOST_TEST(redraw("A") == Outcome::done);
    BOOST_TEST(winner_of("A") == others[2]);
    const auto record = this->record();
    for (const auto& each : record["replacements"]) {
      BOOST_TEST((each["reason"] == "absent" || each["reason"] == "excluded"));
    }
    BOOST_TEST(redraw("A") == Outcome::nobody_left);
    command({"DEL", "prizedraw:excluded"});
  }
}

BOOST_FIXTURE_TEST_CASE(many_who_cannot_win, Fixture) {
  for (const Method method : both) {
    open({"A"}, method);
    enter_all(numbered("user", 200, 3));
    pick();
    command({"SUNIONSTORE", "prizedraw:excluded", "prizedraw:entrants"});
    const std::string last = command({"SRANDMEMBER", "prizedraw:entrants"}).text();
    command({"SREM", "prizedraw:excluded", last});
    BOOST_TEST(redraw("A") == Outcome::done);
    BOOST_TEST(winner_of("A") == last);
    command({"DEL", "prizedraw:excluded"});
  }
}

BOOST_FIXTURE_TEST_CASE(a_prize_that_nobody_is_left_for_is_not_won, Fixture) {
  for (const Method method : both) {
    open({"A", "B"}, method);
    enter_all({"hubot", "mona"});
    pick();
    const std::string draw = look().published->draw;
    BOOST_TEST(redraw("A") == Outcome::nobody_left);
    BOOST_TEST(members("prizes") == "A");
    BOOST_TEST(count("HLEN", "winners") == 1);
    BOOST_TEST(look().published->draw == draw);
    BOOST_TEST(redraw("A") == Outcome::no_such_prize);
    BOOST_TEST(redraw("B") == Outcome::nobody_left);
    BOOST_TEST(state() == "DRAW_CLOSED_NO_ENTRANTS");
    BOOST_TEST(look().published->draw == draw);
    BOOST_TEST(open() == Outcome::done);
    close();
  }
}

BOOST_FIXTURE_TEST_CASE(what_is_refused, Fixture) {
  BOOST_TEST(redraw("A") == Outcome::no_such_prize);
  open({"A"});
  enter_all({"hubot", "mona"});
  pick();
  const auto before = contents();
  BOOST_TEST(redraw("B") == Outcome::no_such_prize);
  BOOST_TEST(redraw("A", winner_of("A") == "mona" ? "hubot" : "mona") == Outcome::moved_on);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(who_was_removed_by_hand_cannot_come_next, Fixture) {
  open({"A"});
  enter_all({"hubot", "mona"});
  pick();
  command({"DEL", "prizedraw:entrants"});
  const auto before = contents();
  BOOST_TEST(redraw("A") == Outcome::roster_changed);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(whose_data_are_deleted_cannot_come_next, Fixture) {
  for (const Method method : both) {
    open({"A"}, method);
    enter_all({"hubot", "mona"});
    pick();
    const std::string draw = look().published->draw;
    for (const std::string& key : {std::string("entrants"), "order:" + draw, "record:" + draw}) {
      command({"DEL", "prizedraw:" + key});
    }
    const auto before = contents();
    BOOST_TEST(redraw("A") == Outcome::entrants_deleted);
    BOOST_TEST(changed_since(before) == "");
  }
}

BOOST_FIXTURE_TEST_CASE(where_an_older_program_has_picked, Fixture) {
  older_program_opens({"A"}, {"hubot", "mona"});
  older_program_picks();
  const std::string first = winner_of("A");
  const std::string shown = look().version();
  command({"SET", "prizedraw:winners_json", "[]"});
  BOOST_TEST(redraw("A") == Outcome::done);
  BOOST_TEST(winner_of("A") != first);
  BOOST_TEST(look().version() != shown);
  BOOST_TEST(!has("winners_json"));
  BOOST_TEST(!draw::current_record(store).has_value());
  BOOST_TEST(redraw("A") == Outcome::nobody_left);
}

// ---- The form, and two organisers at once

BOOST_FIXTURE_TEST_CASE(a_form_gives_a_prize_away_once, Fixture) {
  open({"A"});
  enter_all({"hubot", "mona", "octocat"});
  pick();
  by_form("token", "A absent");
  redraw("A");
  const auto before = contents();
  BOOST_TEST(redraw("A") == Outcome::done);
  by_form("token", "A cannot accept");
  BOOST_TEST(redraw("A") == Outcome::form_used);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(two_at_once_take_two_others, Fixture) {
  DrawClient other(server.settings());
  for (int round = 0; round < 50; ++round) {
    open({"A", "B"}, both[round % 2]);
    enter_all({"a", "b", "c", "d"});
    pick();
    Outcome second{};
    std::thread thread([&] { second = other.redraw("B"); });
    BOOST_TEST(redraw("A") == Outcome::done);
    thread.join();
    BOOST_TEST(second == Outcome::done);
    BOOST_TEST(winner_of("A") != winner_of("B"));
    BOOST_TEST(!has("entrants"));
    BOOST_TEST(record()["replacements"].size() == 2U);
  }
}

BOOST_FIXTURE_TEST_CASE(one_prize_moves_on_once_from_one_winner, Fixture) {
  DrawClient other(server.settings());
  for (int round = 0; round < 50; ++round) {
    open({"A"}, both[round % 2]);
    enter_all({"a", "b", "c", "d"});
    pick();
    const std::string winner = winner_of("A");
    Outcome second{};
    std::thread thread([&] { second = other.redraw("A", winner); });
    const Outcome first = redraw("A", winner);
    thread.join();
    BOOST_TEST(((first == Outcome::done && second == Outcome::moved_on) ||
                (first == Outcome::moved_on && second == Outcome::done)));
    BOOST_TEST(record()["replacements"].size() == 1U);
  }
}

BOOST_FIXTURE_TEST_CASE(it_takes_as_long_among_many, Fixture) {
  const auto few = time_of_redraw(1'000);
  const auto many = time_of_redraw(100'000);
  BOOST_TEST(many.count() <= 3 * few.count());
}
