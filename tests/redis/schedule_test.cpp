#define BOOST_TEST_MODULE schedule
#include <boost/test/unit_test.hpp>

#include "draw/schedule.hpp"
#include "io/text.hpp"
#include "support/draw_fixture.hpp"

using draw::Method;
using draw::Outcome;

namespace {

struct ScheduleFixture : DrawFixture {
  long long now() { return std::stoll(command({"TIME"}).list()[0].text()); }
  Outcome schedule(const std::string& duration = "0") {
    redis.begin();
    const auto opening =
        draw::Opening::parse({{{"Zebra"}, {"Apple", "by Acme"}}, duration, "June", true, io::to_utc(now() + 600), ""});
    return draw::schedule(store, action, std::get<draw::Opening>(opening), Method::ranked);
  }
  void its_time_comes() { command({"HSET", "prizedraw:scheduled", "opens_at", std::to_string(now())}); }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(it_waits_for_its_time, ScheduleFixture) {
  BOOST_TEST(schedule() == Outcome::done);
  const auto said = look().scheduled.value();
  BOOST_TEST(said.title == "June");
  BOOST_TEST(said.commitment.size() == 64U);
  BOOST_TEST(said.closes_at == 0);
  BOOST_TEST(state() == "NO_DRAW");
  BOOST_TEST(!draw::open_if_due(store));
  BOOST_TEST(std::holds_alternative<draw::NotOpen>(enter("mona")));
  its_time_comes();
  BOOST_TEST(state() == "DRAW_OPEN_NO_ENTRANTS");
  BOOST_TEST(look().published->draw == said.draw);
  BOOST_TEST(look().published->commitment == said.commitment);
  BOOST_TEST((look().prizes == Texts{"Zebra", "Apple"}));
  BOOST_TEST(look().show.note_on("Apple") == "by Acme");
  BOOST_TEST(look().show.is_together());
  BOOST_TEST(count("TTL", "is_open") == -1);
  BOOST_TEST(!has("scheduled"));
}

BOOST_FIXTURE_TEST_CASE(whoever_enters_opens_it, ScheduleFixture) {
  schedule("900");
  its_time_comes();
  BOOST_TEST(std::holds_alternative<draw::Entered>(enter("mona")));
  BOOST_TEST(count("TTL", "is_open") > 1490);
}

BOOST_FIXTURE_TEST_CASE(one_at_most, ScheduleFixture) {
  BOOST_TEST(draw::unschedule(store, action) == Outcome::not_scheduled);
  BOOST_TEST(draw::open_scheduled(store, action) == Outcome::not_scheduled);
  schedule();
  const auto before = contents();
  BOOST_TEST(schedule() == Outcome::already_scheduled);
  BOOST_TEST(open() == Outcome::already_scheduled);
  BOOST_TEST(changed_since(before) == "");
  BOOST_TEST(draw::unschedule(store, action) == Outcome::done);
  BOOST_TEST(last_log_line() == "tester cancelled the scheduled draw");
  BOOST_TEST(open() == Outcome::done);
  const auto opened = contents();
  BOOST_TEST(schedule() == Outcome::still_open);
  BOOST_TEST(changed_since(opened) == "");
}

BOOST_FIXTURE_TEST_CASE(it_is_given_up_for_a_draw_that_an_older_program_opened, ScheduleFixture) {
  schedule();
  older_program_opens({"Pear"}, {"mona"});
  const auto before = contents();
  BOOST_TEST(draw::open_scheduled(store, action) == Outcome::still_open);
  BOOST_TEST(changed_since(before) == "");
  its_time_comes();
  BOOST_TEST((look().prizes == Texts{"Pear"}));
  BOOST_TEST(!has("scheduled"));
  BOOST_TEST(last_log_line().find("dropped the draw scheduled for") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(two_who_look_open_it_once, ScheduleFixture) {
  schedule();
  its_time_comes();
  BOOST_TEST(draw::open_if_due(store));
  const auto before = contents();
  BOOST_TEST(!draw::open_if_due(store));
  BOOST_TEST(changed_since(before) == "");
}
