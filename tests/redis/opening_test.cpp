#define BOOST_TEST_MODULE opening
#include <boost/test/unit_test.hpp>

#include "draw/opening.hpp"
#include "io/crypto.hpp"
#include "support/draw_fixture.hpp"

using draw::Method;
using draw::Outcome;

BOOST_FIXTURE_TEST_CASE(an_open_draw, DrawFixture) {
  BOOST_TEST(state() == "NO_DRAW");
  BOOST_TEST(open({"A Banana", "An Apple"}) == Outcome::done);
  BOOST_TEST(state() == "DRAW_OPEN_NO_ENTRANTS");
  BOOST_TEST((look().prizes == Texts{"A Banana", "An Apple"}));
  BOOST_TEST(command({"GET", "prizedraw:is_open"}).text() == "true");
  BOOST_TEST(count("TTL", "is_open") == -1);
  BOOST_TEST(last_log_line() == "tester opened a draw of A Banana, An Apple, until somebody closes it");
}

BOOST_FIXTURE_TEST_CASE(a_time_limit, DrawFixture) {
  open({"A"}, Method::ranked, "900");
  BOOST_TEST(count("TTL", "is_open") > 890);
  BOOST_TEST(count("TTL", "is_open") <= 900);
  BOOST_TEST(last_log_line() == "tester opened a draw of A, for 15 min");
}

BOOST_FIXTURE_TEST_CASE(it_closes_by_itself, DrawFixture) {
  open({"A"}, Method::ranked, "1");
  while (has("is_open")) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  BOOST_TEST(state() == "DRAW_CLOSED_NO_ENTRANTS");
}

BOOST_FIXTURE_TEST_CASE(every_draw_has_an_identity_whatever_its_method, DrawFixture) {
  for (const Method method : {Method::ranked, Method::spop}) {
    command({"FLUSHALL"});
    open({"A"}, method);
    const draw::Snapshot snapshot = look();
    BOOST_REQUIRE(snapshot.published.has_value());
    BOOST_TEST(snapshot.method == method);
    BOOST_TEST(snapshot.published->draw.size() == 32U);
    BOOST_TEST(snapshot.published->opened_at.size() == std::string("2026-01-31T12:00:00Z").size());
    BOOST_TEST(!snapshot.freeze.has_value());
    BOOST_TEST(fairness("mark") == std::to_string(count("PEXPIRETIME", "prizes")));
  }
}

BOOST_FIXTURE_TEST_CASE(a_secret_is_fixed_where_it_is_used, DrawFixture) {
  open({"A"}, Method::ranked);
  const std::string secret = io::from_hex(fairness("secret"));
  BOOST_TEST(secret.size() == 32U);
  BOOST_TEST(look().published->commitment == io::sha256_hex(secret));

  command({"FLUSHALL"});
  open({"A"}, Method::spop);
  BOOST_TEST(fairness("secret") == "");
  BOOST_TEST(look().published->commitment == "");
}

BOOST_FIXTURE_TEST_CASE(a_new_draw_replaces_the_old_one_whole, DrawFixture) {
  open({"Old"});
  enter_all({"mona", "hubot"});
  enter_unverified("ghost");
  pick();
  const std::string old = look().published->draw;
  command({"SET", "prizedraw:winners_json", "[]"});
  command({"SADD", "prizedraw:excluded", "troll"});
  command({"HSET", "prizedraw:renamed", "maiden", "married"});
  command({"HSET", "prizedraw:removed", "typo", "unknown user"});

  BOOST_TEST(open({"New"}) == Outcome::done);
  BOOST_TEST((look().prizes == Texts{"New"}));
  BOOST_TEST(look().published->draw != old);
  for (const char* key : {"entrants", "winners", "winners_json", "unverified", "arrivals", "renamed", "removed"}) {
    BOOST_TEST(!has(key), key);
  }
  for (const char* key : {"profiles:mona", "excluded"}) BOOST_TEST(has(key), key);
  BOOST_TEST(has("record:" + old));
}

BOOST_FIXTURE_TEST_CASE(no_draw_is_wiped_before_its_pick, DrawFixture) {
  open({"Old"});
  enter("mona");
  auto before = contents();
  BOOST_TEST(open({"New"}) == Outcome::still_open);
  BOOST_TEST(changed_since(before) == "");
  close();
  before = contents();
  BOOST_TEST(open({"New"}) == Outcome::entrants_waiting);
  BOOST_TEST(changed_since(before) == "");
  pick();
  BOOST_TEST(open({"New"}) == Outcome::done);
}

BOOST_FIXTURE_TEST_CASE(a_draw_that_nobody_entered_may_be_replaced, DrawFixture) {
  open({"Old"});
  close();
  BOOST_TEST(open({"New"}) == Outcome::done);
}

BOOST_FIXTURE_TEST_CASE(a_form_that_is_sent_twice_opens_one_draw, DrawFixture) {
  by_form("token", "one");
  BOOST_TEST(open({"A"}) == Outcome::done);
  time_is_up();  // so that a second draw could be opened
  const auto before = contents();
  BOOST_TEST(open({"A"}) == Outcome::done);
  BOOST_TEST(changed_since(before) == "");

  by_form("token", "another");
  BOOST_TEST(open({"B"}) == Outcome::form_used);
  BOOST_TEST((look().prizes == Texts{"A"}));
  BOOST_TEST(count("TTL", "sent:token") > 590);
  BOOST_TEST(count("TTL", "sent:token") <= 600);
}

BOOST_FIXTURE_TEST_CASE(a_refused_form_is_not_used_up, DrawFixture) {
  open({"Old"});
  by_form("token", "one");
  BOOST_TEST(open({"New"}) == Outcome::still_open);
  BOOST_TEST(!has("sent:token"));
  time_is_up();
  BOOST_TEST(open({"New"}) == Outcome::done);
  BOOST_TEST((look().prizes == Texts{"New"}));
}

BOOST_FIXTURE_TEST_CASE(the_log_forgets_what_is_older_than_data_are_kept, DrawFixture) {
  command({"XADD", "prizedraw:log", "1000-1", "who", "tester", "did", "removed mona: typo"});
  open({"A"});
  BOOST_TEST(log_lines() == 2);  // kept for ever
  close();
  store.kept = std::chrono::hours(24);
  open({"B"});
  const auto first = command({"XRANGE", "prizedraw:log", "-", "+", "COUNT", "1"});
  BOOST_TEST(first.list().at(0).list().at(0).text() != "1000-1");
}

BOOST_FIXTURE_TEST_CASE(another_prefix_is_another_draw, DrawFixture) {
  draw::Store other{redis, draw::Keys("other")};
  draw::open(other, action, std::get<draw::Opening>(draw::Opening::parse({{{"Theirs"}}, "0"})), Method::ranked);
  command({"SET", "unrelated", "x"});
  open();
  enter("mona");
  pick();
  BOOST_TEST(draw::look(other).state() == "DRAW_OPEN_NO_ENTRANTS");
  BOOST_TEST(command({"GET", "unrelated"}).text() == "x");
}

BOOST_FIXTURE_TEST_CASE(ten_thousand_prizes, DrawFixture) {
  BOOST_TEST(open(numbered("Prize ", 10'000, 5)) == Outcome::done);
  BOOST_TEST(count("SCARD", "prizes") == 10'000);
}
