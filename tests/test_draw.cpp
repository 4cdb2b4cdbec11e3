#define BOOST_TEST_MODULE draw
#include <boost/test/unit_test.hpp>
#include <set>
#include <thread>

#include "draw/draw.hpp"
#include "support/redis_server.hpp"

using namespace draw;
using Prizes = std::vector<std::string>;

namespace {

struct Fixture {
  RedisServer server;
  io::Redis redis{server.settings()};
  Draw draw{redis, "prizedraw"};

  Start start(const Prizes& prizes = {"A Banana", "An Apple"}, const std::string& duration = "0") {
    return draw.start(std::get<Opening>(Opening::parse(prizes, duration)));
  }
  Entry enter(const std::string& id) { return draw.enter(*GithubId::parse(id), Profile::stand_in(id)); }
  long long count(const std::string& command, const std::string& key) {
    return redis.command({command, "prizedraw:" + key}).integer();
  }
  bool exists(const std::string& key) { return count("EXISTS", key) == 1; }
  std::string state() { return std::string(draw.snapshot().state()); }
};

Prizes numbered(int count) {
  Prizes prizes;
  for (int i = 0; i < count; ++i) prizes.push_back("Prize " + std::to_string(i));
  return prizes;
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_life_of_a_draw, Fixture) {
  BOOST_TEST(state() == "NO_DRAW");
  BOOST_TEST((start() == Start::started));
  BOOST_TEST(state() == "DRAW_OPEN_NO_ENTRANTS");
  BOOST_TEST((draw.snapshot().prizes == Prizes{"A Banana", "An Apple"}));
  BOOST_TEST(redis.command({"GET", "prizedraw:is_open"}).text() == "true");

  BOOST_TEST(std::holds_alternative<Entered>(enter("mona")));
  BOOST_TEST(std::holds_alternative<AlreadyEntered>(enter("Mona")));
  BOOST_TEST(state() == "DRAW_OPEN_WITH_ENTRANTS");

  draw.close();
  BOOST_TEST(state() == "DRAW_CLOSED_WITH_ENTRANTS");
  BOOST_TEST(std::holds_alternative<NotOpen>(enter("late")));
  draw.close();

  BOOST_TEST((draw.pick() == Pick::picked));
  BOOST_TEST(state() == "DRAW_WON");
  BOOST_TEST(count("HLEN", "winners") == 1);
  BOOST_TEST(count("SCARD", "prizes") == 1);  // nobody left for it
  BOOST_TEST(!exists("entrants"));
  BOOST_TEST((draw.pick() == Pick::already_picked));
}

BOOST_FIXTURE_TEST_CASE(a_draw_without_entrants, Fixture) {
  BOOST_TEST((draw.pick() == Pick::no_draw));
  start();
  BOOST_TEST((draw.pick() == Pick::no_entrants));
  BOOST_TEST(state() == "DRAW_OPEN_NO_ENTRANTS");  // refused: so not closed either
  draw.close();
  BOOST_TEST(state() == "DRAW_CLOSED_NO_ENTRANTS");
  BOOST_TEST((draw.pick() == Pick::no_entrants));
  BOOST_TEST((start({"New"}) == Start::started));
}

BOOST_FIXTURE_TEST_CASE(nobody_s_draw_is_wiped, Fixture) {
  start();
  BOOST_TEST((start({"New"}) == Start::still_open));
  enter("mona");
  draw.close();
  BOOST_TEST((start({"New"}) == Start::entrants_waiting));
  BOOST_TEST((draw.snapshot().prizes == Prizes{"A Banana", "An Apple"}));
  draw.pick();
  redis.command({"SET", "prizedraw:winners_json", "[]"});
  BOOST_TEST((start({"New"}) == Start::started));
  BOOST_TEST((draw.snapshot().prizes == Prizes{"New"}));
  for (const char* key : {"entrants", "winners", "winners_json"}) BOOST_TEST(!exists(key), key);
  BOOST_TEST(exists("profiles:mona"));
}

BOOST_FIXTURE_TEST_CASE(the_time_limit, Fixture) {
  start({"A"}, "1");
  const Snapshot snapshot = draw.snapshot();
  const auto& open = std::get<Open>(snapshot.phase);
  BOOST_TEST(open.closes_in->count() == 1);
  while (state() == "DRAW_OPEN_NO_ENTRANTS") std::this_thread::sleep_for(std::chrono::milliseconds(10));
  BOOST_TEST(state() == "DRAW_CLOSED_NO_ENTRANTS");
  BOOST_TEST(std::holds_alternative<NotOpen>(enter("late")));
}

BOOST_FIXTURE_TEST_CASE(no_time_limit, Fixture) {
  start();
  BOOST_TEST(!std::get<Open>(draw.snapshot().phase).closes_in);
  BOOST_TEST(count("TTL", "is_open") == -1);
}

BOOST_FIXTURE_TEST_CASE(profiles_that_redis_holds, Fixture) {
  start();
  const auto known = [&](const std::string& json) {
    redis.command({"SET", "prizedraw:profiles:mona", json});
    redis.command({"SREM", "prizedraw:entrants", "mona"});
    return std::holds_alternative<Entered>(draw.enter(*GithubId::parse("mona")));
  };
  BOOST_TEST(std::holds_alternative<ProfileUnknown>(draw.enter(*GithubId::parse("mona"))));
  BOOST_TEST(count("SCARD", "entrants") == 0);
  BOOST_TEST(known(R"({"login": "Mona"})"));
  BOOST_TEST(known(R"({"login": "Mona", "type": "User", "name": null, "plan": {"a": [1]}})"));
  for (const char* json :
       {"", "nonsense", "[]", "7", "{}", R"({"login": 7})", R"({"login": "Mona", "type": "Organization"})"}) {
    BOOST_TEST(!known(json), json);
  }
}

BOOST_FIXTURE_TEST_CASE(a_fetched_profile_is_kept_for_an_hour, Fixture) {
  start();
  enter("mona");
  BOOST_TEST(count("TTL", "profiles:mona") > 3590);
  BOOST_TEST(count("TTL", "profiles:mona") <= 3600);
}

BOOST_FIXTURE_TEST_CASE(everybody_and_everything_once, Fixture) {
  start(numbered(300));
  std::set<std::string> people;
  for (int i = 0; i < 500; ++i) {
    people.insert("user" + std::to_string(i));
    enter("user" + std::to_string(i));
  }
  draw.pick();
  const auto reply = redis.command({"HGETALL", "prizedraw:winners"});
  BOOST_TEST(reply.list().size() == 600);
  for (std::size_t i = 1; i < reply.list().size(); i += 2) BOOST_TEST(people.erase(reply.list()[i].text()) == 1);
  const auto left = redis.command({"SMEMBERS", "prizedraw:entrants"});
  BOOST_TEST(left.list().size() == 200);
  for (const auto& person : left.list()) BOOST_TEST(people.erase(person.text()) == 1);
  BOOST_TEST(!exists("prizes"));
}

BOOST_FIXTURE_TEST_CASE(only_one_of_two_picks, Fixture) {
  for (int round = 0; round < 50; ++round) {
    start(numbered(20));
    for (int i = 0; i < 30; ++i) enter("user" + std::to_string(i));
    const auto pick = [&](Pick& result) {
      io::Redis own(server.settings());
      result = Draw(own, "prizedraw").pick();
    };
    Pick first{}, second{};
    std::thread other([&] { pick(first); });
    pick(second);
    other.join();
    BOOST_TEST(((first == Pick::picked) != (second == Pick::picked)));
    BOOST_TEST(count("HLEN", "winners") == 20);
    BOOST_TEST(count("SCARD", "entrants") == 10);
  }
}

BOOST_FIXTURE_TEST_CASE(other_keys_and_other_draws_are_left_alone, Fixture) {
  Draw other(redis, "other");
  other.start(std::get<Opening>(Opening::parse({"Theirs"}, "0")));
  redis.command({"SET", "unrelated", "x"});
  start();
  enter("mona");
  draw.pick();
  BOOST_TEST(other.snapshot().state() == "DRAW_OPEN_NO_ENTRANTS");
  BOOST_TEST(redis.command({"GET", "unrelated"}).text() == "x");
}
