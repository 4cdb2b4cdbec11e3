#define BOOST_TEST_MODULE pictures
#include "draw/pictures.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <future>

#include "draw/draws.hpp"
#include "support/draw_fixture.hpp"
#include "support/http_stub.hpp"

using draw::Pictures;

namespace {

// A picked draw, and the addresses of its winners' pictures.
struct Fixture : DrawFixture {
  std::atomic<int> asked{0};
  std::string answer = HttpStub::answer("200 OK", "abc", "Content-Type: image/png\r\n");
  std::promise<void> arrived;
  std::promise<void> let_go;
  bool is_held = false;
  HttpStub host{[this](const std::string&) {
    ++asked;
    if (is_held) {
      arrived.set_value();
      let_go.get_future().wait();
    }
    return answer;
  }};
  std::string draw = picked();
  const Pictures addresses{{"hubot", host.url() + "/u/1?s=160"}};
  const Pictures found{{"hubot", "data:image/png;base64,YWJj"}};
  const Pictures none{{"hubot", ""}};

  std::string picked() {
    open({"A"});
    enter_all({"hubot"});
    close();
    BOOST_REQUIRE(pick() == draw::Outcome::done);
    return fairness("draw");
  }
  std::optional<Pictures> pictures(const Pictures& wanted) {
    redis.begin();
    return draw::pictures(store, draw, wanted);
  }
  bool are(const Pictures& expected) { return pictures(addresses) == expected; }
  long long seconds_left() { return count("TTL", "pictures:" + draw); }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(once_an_hour, Fixture) {
  BOOST_TEST(are(found));
  BOOST_TEST(are(found));
  BOOST_TEST(asked == 1);
  BOOST_TEST(seconds_left() > 3590);
  BOOST_TEST(!has("pictures_asked"));
}

BOOST_FIXTURE_TEST_CASE(nothing_is_asked_for_nobody, Fixture) {
  const auto before = contents();
  BOOST_TEST((pictures({}) == Pictures{}));
  BOOST_TEST(changed_since(before) == "");
}

BOOST_FIXTURE_TEST_CASE(a_new_winner_s_is_fetched_at_once, Fixture) {
  BOOST_TEST(are(found));
  const auto both = pictures({{"hubot", host.url() + "/u/1"}, {"mona", host.url() + "/u/2"}});
  BOOST_TEST(both.value().at("mona") == found.at("hubot"));
}

BOOST_FIXTURE_TEST_CASE(what_is_no_picture_is_not_asked_for_again_at_once, Fixture) {
  const std::string png = "Content-Type: image/png\r\n";
  for (const std::string& wrong : {HttpStub::answer("404 Not Found", "abc", png),
                                   HttpStub::answer("200 OK", "<svg/>", "Content-Type: image/svg+xml\r\n"),
                                   HttpStub::answer("200 OK", std::string(65'537, 'x'), png), std::string()}) {
    command({"DEL", "prizedraw:pictures:" + draw});
    answer = wrong;
    asked = 0;
    BOOST_TEST(are(none));
    BOOST_TEST(are(none));
    BOOST_TEST(asked == 1);
    BOOST_TEST(seconds_left() > 50);
    BOOST_TEST(seconds_left() <= 60);
  }
  answer = HttpStub::answer("200 OK", std::string(65'536, 'x'), png);
  command({"DEL", "prizedraw:pictures:" + draw});
  BOOST_TEST(!are(none));
}

BOOST_FIXTURE_TEST_CASE(one_program_at_a_time, Fixture) {
  is_held = true;
  auto first = std::async(std::launch::async, [&] { return are(found); });
  arrived.get_future().wait();
  DrawClient second(server.settings());
  BOOST_TEST(!draw::pictures(second.store, draw, addresses));
  const std::string another = draw + "0";
  BOOST_TEST(!draw::pictures(second.store, another, addresses));
  let_go.set_value();
  BOOST_TEST(first.get());
  BOOST_TEST((draw::pictures(second.store, draw, addresses) == found));
  BOOST_TEST(asked == 1);
}

BOOST_FIXTURE_TEST_CASE(one_that_crashes_does_not_keep_the_others_waiting, Fixture) {
  is_held = true;
  auto first = std::async(std::launch::async, [&] { return pictures(addresses); });
  arrived.get_future().wait();
  DrawClient second(server.settings());
  const long long left = second.count("TTL", "pictures_asked");
  let_go.set_value();
  first.wait();
  BOOST_TEST(left > 5);  // longer than fetching may take
  BOOST_TEST(left <= 10);
}

BOOST_FIXTURE_TEST_CASE(those_of_a_deleted_draw_go_with_it, Fixture) {
  BOOST_TEST(are(found));
  BOOST_TEST((open({"B"}) == draw::Outcome::done));
  redis.begin();
  BOOST_TEST(draw::delete_draw(store, action, draw) == draw::Outcome::done);
  BOOST_TEST(!has("pictures:" + draw));
  BOOST_TEST(are(found));  // by a request that read the record just before
  BOOST_TEST(!has("pictures:" + draw));
  BOOST_TEST(!has("pictures_asked"));
}

BOOST_FIXTURE_TEST_CASE(where_redis_takes_no_writes, Fixture) {
  const auto before = contents();
  command({"CONFIG", "SET", "maxmemory", "1"});
  BOOST_TEST((pictures(addresses) == Pictures{}));
  BOOST_TEST(asked == 0);  // nobody could claim the task
  command({"CONFIG", "SET", "maxmemory", "0"});
  BOOST_TEST(changed_since(before) == "");
  is_held = true;
  auto late = std::async(std::launch::async, [&] { return are(found); });  // Redis is full only once they are requested
  arrived.get_future().wait();
  DrawClient second(server.settings());
  second.command({"CONFIG", "SET", "maxmemory", "1"});
  let_go.set_value();
  BOOST_TEST(late.get());
  BOOST_TEST(!second.has("pictures:" + draw));
}
