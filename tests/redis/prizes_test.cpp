#define BOOST_TEST_MODULE prizes
#include <boost/test/unit_test.hpp>

#include "draw/prizes.hpp"
#include "support/draw_fixture.hpp"

using draw::Outcome;

BOOST_FIXTURE_TEST_CASE(prizes_of_an_open_draw_change, DrawFixture) {
  open({"Zebra", "Apple"});
  const long long mark = count("PEXPIRETIME", "prizes");
  BOOST_TEST(draw::add_prize(store, action, {"Mug", "by Acme"}) == Outcome::done);
  BOOST_TEST(draw::rename_prize(store, action, "Zebra", {"Pear"}) == Outcome::done);
  BOOST_TEST((look().prizes == Texts{"Pear", "Apple", "Mug"}));
  BOOST_TEST(look().show.note_on("Mug") == "by Acme");
  BOOST_TEST(count("PEXPIRETIME", "prizes") == mark);
  BOOST_TEST(last_log_line() == "tester renamed the prize Zebra to Pear");
}

BOOST_FIXTURE_TEST_CASE(the_only_prize_keeps_the_mark, DrawFixture) {
  open({"Apple"});
  BOOST_TEST(draw::rename_prize(store, action, "Apple", {"Pear"}) == Outcome::done);
  BOOST_TEST(look().published.has_value());
}

BOOST_FIXTURE_TEST_CASE(what_cannot_be_changes_nothing, DrawFixture) {
  BOOST_TEST(draw::add_prize(store, action, {"Mug"}) == Outcome::not_open);
  open({"Apple", "Pear"});
  auto before = contents();
  BOOST_TEST(draw::add_prize(store, action, {"Apple"}) == Outcome::prize_exists);
  BOOST_TEST(draw::rename_prize(store, action, "Pear", {"Apple"}) == Outcome::prize_exists);
  BOOST_TEST(draw::rename_prize(store, action, "Plum", {"Fig"}) == Outcome::no_prize);
  BOOST_TEST(changed_since(before) == "");
  close();
  before = contents();
  BOOST_TEST(draw::add_prize(store, action, {"Mug"}) == Outcome::not_open);
  BOOST_TEST(draw::rename_prize(store, action, "Pear", {"Fig"}) == Outcome::not_open);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(a_form_adds_one_prize_once, DrawFixture) {
  open({"Apple"});
  by_form("token", "add");
  BOOST_TEST(draw::add_prize(store, action, {"Mug"}) == Outcome::done);
  const auto before = contents();
  BOOST_TEST(draw::add_prize(store, action, {"Mug"}) == Outcome::done);
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(the_order_of_a_draw_before_an_older_program_s_stays_as_it_is, DrawFixture) {
  open({"Zebra", "Apple"});
  older_program_opens({"Pear"});
  const auto before = hash("fairness");
  BOOST_TEST(draw::add_prize(store, action, {"Mug"}) == Outcome::done);
  BOOST_TEST((look().prizes == Texts{"Mug", "Pear"}));
  BOOST_TEST((hash("fairness") == before));
}
