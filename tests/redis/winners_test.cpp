#define BOOST_TEST_MODULE winners
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "draw/draw.hpp"
#include "draw/winners.hpp"
#include "support/redis_server.hpp"

using namespace draw;
using nlohmann::json;

namespace {

struct Fixture {
  RedisServer server;
  io::Redis redis{server.settings()};
  Winners winners{redis, "prizedraw"};

  void award(const std::string& prize, const std::string& id) {
    redis.command({"HSET", "prizedraw:winners", prize, id});
  }
  void know(const std::string& id, const std::string& profile) {
    redis.command({"SET", "prizedraw:profiles:" + id, profile});
  }
  io::Reply cached() { return redis.command({"GET", "prizedraw:winners_json"}); }
  long long seconds_left() { return redis.command({"TTL", "prizedraw:winners_json"}).integer(); }
};

const Winners::Fetch nobody = [](const GithubId&) { return std::nullopt; };

}  // namespace

BOOST_FIXTURE_TEST_CASE(none, Fixture) {
  BOOST_TEST(winners.json() == "[]");
  redis.command({"SET", "prizedraw:winners_json", R"([{"name": "of an older draw"}])"});
  BOOST_TEST(winners.json() == "[]");
}

BOOST_FIXTURE_TEST_CASE(names_pictures_and_prizes, Fixture) {
  award("Pear", "b");
  award("Apple", "a");
  know("a", R"({"login": "A", "name": "Ada", "avatar_url": "https://x/a"})");
  know("b", R"({"login": "B"})");
  const json expected = {{{"name", "Ada"}, {"prize", "Apple"}, {"image", "https://x/a"}, {"id", "a"}},
                         {{"name", "B"}, {"prize", "Pear"}, {"image", "/assets/stand-in.svg"}, {"id", "b"}}};
  BOOST_TEST(json::parse(winners.json()) == expected);
  BOOST_TEST(json::parse(cached().text()) == expected);
  BOOST_TEST(seconds_left() == -1);
  BOOST_TEST(winners.list().at(0).name == "Ada");
}

BOOST_FIXTURE_TEST_CASE(what_is_cached_is_the_answer, Fixture) {
  award("Apple", "a");
  redis.command({"SET", "prizedraw:winners_json", R"([{"name":"Ada","prize":"Apple","image":null}])"});
  BOOST_TEST(winners.json() == R"([{"name":"Ada","prize":"Apple","image":null}])");
  const auto list = winners.list();
  BOOST_TEST(list.at(0).name == "Ada");
  BOOST_TEST(list.at(0).id.empty());
  BOOST_TEST(list.at(0).image.empty());
}

BOOST_FIXTURE_TEST_CASE(nonsense_in_the_cache_is_made_anew, Fixture) {
  award("Apple", "a");
  for (const char* text : {"", "nonsense", "{}", "[1]"}) {
    redis.command({"SET", "prizedraw:winners_json", text});
    BOOST_TEST(winners.list().at(0).prize == "Apple");
  }
}

BOOST_FIXTURE_TEST_CASE(an_expired_profile_is_fetched, Fixture) {
  award("Apple", "a");
  const Winners::Fetch ada = [](const GithubId& id) {
    return Profile::parse(R"({"login": ")" + id.text() + R"(", "name": "Ada"})");
  };
  BOOST_TEST(winners.list(ada).at(0).name == "Ada");
  BOOST_TEST(seconds_left() == -1);
}

BOOST_FIXTURE_TEST_CASE(a_stand_in_does_not_last, Fixture) {
  award("Apple", "a");
  BOOST_TEST(winners.list().at(0).name == "a");
  BOOST_TEST(cached().is_nil());  // whoever cannot fetch leaves it to those who can
  BOOST_TEST(winners.list(nobody).at(0).name == "a");
  BOOST_TEST(seconds_left() > 50);
  BOOST_TEST(seconds_left() <= 60);
}

BOOST_FIXTURE_TEST_CASE(the_cache_never_outlives_its_winners, Fixture) {
  award("Apple", "a");
  // While the profile is fetched, somebody opens a new draw, or the winners change.
  const Winners::Fetch meanwhile_gone = [&](const GithubId&) {
    redis.command({"DEL", "prizedraw:winners"});
    return std::nullopt;
  };
  winners.json(meanwhile_gone);
  BOOST_TEST(cached().is_nil());

  award("Apple", "a");
  const Winners::Fetch meanwhile_changed = [&](const GithubId&) {
    award("Apple", "b");
    return std::nullopt;
  };
  winners.json(meanwhile_changed);
  BOOST_TEST(cached().is_nil());
}

BOOST_FIXTURE_TEST_CASE(what_no_program_of_ours_would_write, Fixture) {
  award("\xff", "not an id \xff");
  BOOST_TEST(winners.list(nobody).size() == 1);
}
