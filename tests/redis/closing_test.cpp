#define BOOST_TEST_MODULE closing
#include <boost/test/unit_test.hpp>

#include "draw/closing.hpp"
#include "support/draw_fixture.hpp"

using draw::Method;
using draw::Outcome;
using std::chrono::minutes;

BOOST_FIXTURE_TEST_CASE(closing_freezes_the_roster, DrawFixture) {
  open();
  enter("mona");
  BOOST_TEST(close() == Outcome::done);
  BOOST_TEST(!has("is_open"));
  BOOST_TEST(fairness("frozen_at") != "");
  BOOST_TEST(state() == "DRAW_CLOSED_WITH_ENTRANTS");
}

BOOST_FIXTURE_TEST_CASE(closing_twice_is_no_error, DrawFixture) {
  BOOST_TEST(close() == Outcome::done);  // there is no draw
  BOOST_TEST(log_lines() == 0);
  open();
  close();
  const auto before = contents();
  BOOST_TEST(close() == Outcome::done);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(a_form_closes_one_draw, DrawFixture) {
  open();
  by_form("token", "close");
  close();
  by_form("", "");
  open();
  by_form("token", "close");
  BOOST_TEST(close() == Outcome::done);
  BOOST_TEST(has("is_open"));
}

BOOST_FIXTURE_TEST_CASE(a_form_that_found_the_draw_closed_closes_no_later_one, DrawFixture) {
  open();
  time_is_up();
  by_form("token", "close");
  close();
  by_form("", "");
  open();
  by_form("token", "close");
  BOOST_TEST(close() == Outcome::done);
  BOOST_TEST(has("is_open"));
}

// ---- The time limit

BOOST_FIXTURE_TEST_CASE(the_time_limit_of_an_open_draw_changes, DrawFixture) {
  open({"A"}, Method::ranked, "60");
  BOOST_TEST(draw::change_time_limit(store, action, minutes(30)) == Outcome::done);
  BOOST_TEST(count("TTL", "is_open") > 1790);
  BOOST_TEST(last_log_line() == "tester set the draw to stay open for 30 min");
  BOOST_TEST(draw::change_time_limit(store, action, minutes(0)) == Outcome::done);
  BOOST_TEST(count("TTL", "is_open") == -1);
  BOOST_TEST(last_log_line() == "tester set the draw to stay open until somebody closes it");
}

BOOST_FIXTURE_TEST_CASE(no_draw_is_opened_by_a_time_limit, DrawFixture) {
  open();
  close();
  const auto before = contents();
  for (const int limit : {0, 30}) {
    BOOST_TEST(draw::change_time_limit(store, action, minutes(limit)) == Outcome::not_open);
  }
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(thirty_sixty_thirty_from_three_forms_are_thirty, DrawFixture) {
  open();
  const auto change = [&](const std::string& token, int limit) {
    by_form(token, std::to_string(limit));
    return draw::change_time_limit(store, action, minutes(limit));
  };
  BOOST_TEST(change("first", 30) == Outcome::done);
  BOOST_TEST(change("second", 60) == Outcome::done);
  BOOST_TEST(change("third", 30) == Outcome::done);
  BOOST_TEST(count("TTL", "is_open") <= 1800);
}

BOOST_FIXTURE_TEST_CASE(one_form_changes_the_time_limit_once, DrawFixture) {
  open();
  by_form("token", "30");
  draw::change_time_limit(store, action, minutes(30));
  by_form("another", "60");
  draw::change_time_limit(store, action, minutes(60));
  const auto before = contents();
  by_form("token", "30");
  BOOST_TEST(draw::change_time_limit(store, action, minutes(30)) == Outcome::done);
  by_form("token", "45");
  BOOST_TEST(draw::change_time_limit(store, action, minutes(45)) == Outcome::form_used);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(a_form_that_was_refused_is_not_used_up, DrawFixture) {
  by_form("token", "30");
  BOOST_TEST(draw::change_time_limit(store, action, minutes(30)) == Outcome::not_open);
  by_form("", "");
  open();
  by_form("token", "30");
  BOOST_TEST(draw::change_time_limit(store, action, minutes(30)) == Outcome::done);
  BOOST_TEST(count("TTL", "is_open") > 1790);
}

BOOST_FIXTURE_TEST_CASE(time_is_added_to_what_is_left, DrawFixture) {
  BOOST_TEST(draw::add_time(store, action, minutes(5)) == Outcome::not_open);
  open();
  auto before = contents();
  BOOST_TEST(draw::add_time(store, action, minutes(5)) == Outcome::no_time_limit);
  BOOST_TEST(changed_since(before) == "");
  draw::change_time_limit(store, action, minutes(1));
  BOOST_TEST(draw::add_time(store, action, minutes(5)) == Outcome::done);
  BOOST_TEST(count("TTL", "is_open") > 350);
  BOOST_TEST(count("TTL", "is_open") <= 360);
  BOOST_TEST(last_log_line() == "tester set the draw to stay open for 5 min longer");
}

BOOST_FIXTURE_TEST_CASE(it_closes_at_a_time_to_come, DrawFixture) {
  const long long now = std::stoll(command({"TIME"}).list()[0].text());
  BOOST_TEST(draw::close_at(store, action, now + 60) == Outcome::not_open);
  open();
  const auto before = contents();
  BOOST_TEST(draw::close_at(store, action, now - 1) == Outcome::in_the_past);
  BOOST_TEST(changed_since(before) == "");
  BOOST_TEST(draw::close_at(store, action, now + 60) == Outcome::done);
  BOOST_TEST(count("EXPIRETIME", "is_open") == now + 60);
  BOOST_TEST(std::get<draw::Open>(look().phase).closes_at == now + 60);
}

// ---- A close by mistake

BOOST_FIXTURE_TEST_CASE(a_closed_draw_is_opened_again, DrawFixture) {
  open({"A"}, Method::ranked, "900");
  enter("mona");
  const auto identity = *look().published;
  close();
  const std::string entrants_sha256 = fairness("entrants_sha256");
  command({"SET", "prizedraw:roster", "of many entrants"});
  BOOST_TEST(draw::reopen(store, action) == Outcome::done);
  BOOST_TEST(count("TTL", "is_open") == -1);
  for (const char* field : {"frozen_at", "entrants_sha256", "prizes_sha256"}) BOOST_TEST(fairness(field) == "", field);
  BOOST_TEST(!has("roster"));
  BOOST_TEST(look().published->commitment == identity.commitment);
  BOOST_REQUIRE(look().reopened.size() == 1U);
  BOOST_TEST(look().reopened[0].entrants_sha256 == entrants_sha256);
  enter("hubot");
  pick();
  const auto told = record();
  BOOST_TEST(told["entrants"].size() == 2U);
  BOOST_TEST(told["reopened"][0]["entrants_sha256"] == entrants_sha256);
}

BOOST_FIXTURE_TEST_CASE(only_soon_after_the_freeze, DrawFixture) {
  BOOST_TEST(draw::reopen(store, action) == Outcome::no_draw);
  open();
  enter("mona");
  close();
  const auto frozen_since = [&](long long seconds) {
    const long long now = std::stoll(command({"TIME"}).list()[0].text());
    command({"HSET", "prizedraw:fairness", "frozen_at", std::to_string(now - seconds)});
  };
  frozen_since(62);
  auto before = contents();
  BOOST_TEST(draw::reopen(store, action) == Outcome::too_late);
  BOOST_TEST(changed_since(before) == "");
  frozen_since(58);
  BOOST_TEST(draw::reopen(store, action) == Outcome::done);
  before = contents();
  BOOST_TEST(draw::reopen(store, action) == Outcome::done);
  BOOST_TEST(changed_since(before) == "");
  pick();
  before = contents();
  BOOST_TEST(draw::reopen(store, action) == Outcome::already_picked);
  BOOST_TEST(changed_since(before) == "");
}

// ---- Cancelling a draw

BOOST_FIXTURE_TEST_CASE(a_closed_draw_is_given_up, DrawFixture) {
  open();
  enter("mona");
  enter_unverified("ghost");
  close();
  BOOST_TEST(draw::cancel(store, action) == Outcome::done);
  BOOST_TEST(state() == "NO_DRAW");
  BOOST_TEST(last_log_line() == "tester cancelled the draw");
  for (const char* key : {"prizes", "entrants", "unverified", "arrivals", "fairness", "renamed", "removed"}) {
    BOOST_TEST(!has(key), key);
  }
  BOOST_TEST(!look().published.has_value());
  BOOST_TEST(!draw::current_record(store).has_value());
  BOOST_TEST(open({"New"}) == Outcome::done);
}

BOOST_FIXTURE_TEST_CASE(only_a_closed_draw_is_given_up, DrawFixture) {
  BOOST_TEST(draw::cancel(store, action) == Outcome::no_draw);
  open();
  enter("mona");
  auto before = contents();
  BOOST_TEST(draw::cancel(store, action) == Outcome::still_open);
  BOOST_TEST(changed_since(before) == "");
  pick();
  before = contents();
  BOOST_TEST(draw::cancel(store, action) == Outcome::already_picked);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(a_form_gives_one_draw_up, DrawFixture) {
  open({"Old"});
  close();
  by_form("token", "cancel");
  draw::cancel(store, action);
  by_form("", "");
  open({"New"});
  close();
  by_form("token", "cancel");
  const auto before = contents();
  BOOST_TEST(draw::cancel(store, action) == Outcome::done);
  BOOST_TEST(changed_since(before) == "");
}
