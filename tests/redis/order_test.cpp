#define BOOST_TEST_MODULE order
#include <boost/test/unit_test.hpp>
#include <set>

#include "draw/exclusion.hpp"
#include "draw/order.hpp"
#include "draw/roster.hpp"
#include "support/draw_fixture.hpp"

using draw::Method;

namespace {

struct Fixture : DrawFixture {
  draw::Order order() {
    redis.begin();
    return draw::order_of(store, std::get<draw::Roster>(draw::frozen_roster(store)), {});
  }
  long long spops() {
    const std::string stats = command({"INFO", "commandstats"}).text();
    const std::string name = "cmdstat_spop:calls=";
    const auto at = stats.find(name);
    return at == std::string::npos ? 0 : std::stoll(stats.substr(at + name.size()));
  }
};

Texts sorted(Texts texts) {
  std::sort(texts.begin(), texts.end());
  return texts;
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(ranked_is_computed_and_touches_nothing, Fixture) {
  open({"A Banana", "An Apple"});
  enter_all(numbered("user", 20, 2));
  close();
  const auto before = contents();
  const auto first = order();
  BOOST_TEST((texts_of(order().entrants) == texts_of(first.entrants)));
  BOOST_TEST((sorted(texts_of(first.entrants)) == numbered("user", 20, 2)));
  BOOST_TEST((first.prizes == Texts{"A Banana", "An Apple"}));
  BOOST_TEST(first.key.size() == 64U);
  BOOST_TEST(changed_since(before) == "");
  BOOST_TEST(spops() == 0);
}

BOOST_FIXTURE_TEST_CASE(spop_draws_prizes_and_entrants_one_by_one, Fixture) {
  open({"A Banana", "An Apple", "A Pear"}, Method::spop);
  enter_all(numbered("user", 20, 2));
  close();
  const auto drawn = order();
  BOOST_TEST((sorted(drawn.prizes) == Texts{"A Banana", "A Pear", "An Apple"}));
  BOOST_TEST(drawn.entrants.size() >= 3U);
  BOOST_TEST(spops() == static_cast<long long>(drawn.prizes.size() + drawn.entrants.size()));
  const auto again = sorted(texts_of(drawn.entrants));
  BOOST_TEST((std::adjacent_find(again.begin(), again.end()) == again.end()));
  BOOST_TEST(drawn.key == "");
}

BOOST_FIXTURE_TEST_CASE(all_of_them_stand_where_they_were, Fixture) {
  open({"A Banana", "An Apple"}, Method::spop);
  enter_all({"hubot", "mona"});
  close();
  const auto before = contents();
  for (int i = 0; i < 5; ++i) order();
  BOOST_TEST(changed_since(before) == "");  // including the mark of the prizes, although all of them were drawn
}

BOOST_FIXTURE_TEST_CASE(spop_draws_enough_for_those_who_may_be_passed_over, Fixture) {
  open({"A"}, Method::spop);
  enter_all(numbered("user", 20, 2));
  close();
  BOOST_TEST(order().entrants.size() == 2U);
  draw::exclude(store, action, {github_id("user01"), github_id("user02")});
  BOOST_TEST(order().entrants.size() == 4U);
  command({"SADD", "prizedraw:unverified", "user03", "user04", "user05"});
  BOOST_TEST(order().entrants.size() == 7U);
  command({"SADD", "prizedraw:excluded", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"});
  BOOST_TEST(order().entrants.size() == 20U);  // there are no more
}

BOOST_FIXTURE_TEST_CASE(spop_draws_among_as_many_as_there_are, Fixture) {
  open({"A"}, Method::spop);
  add_entrants(numbered("user", 5'000));
  close();
  std::set<std::string> first;
  for (int i = 0; i < 20; ++i) first.insert(texts_of(order().entrants).front());
  BOOST_TEST(first.size() > 10U);
  BOOST_TEST(count("SCARD", "entrants") == 5'000);
}

BOOST_FIXTURE_TEST_CASE(who_comes_next_where_an_older_program_has_picked, Fixture) {
  older_program_opens({"A"}, {"hubot", "mona"});
  older_program_picks();
  BOOST_TEST((draw::draw_entrants(store, 3).size() == 1U));
  BOOST_TEST(count("SCARD", "entrants") == 1);
  command({"DEL", "prizedraw:entrants"});
  BOOST_TEST(draw::draw_entrants(store, 3).size() == 0U);
  BOOST_TEST(!has("entrants"));
}
