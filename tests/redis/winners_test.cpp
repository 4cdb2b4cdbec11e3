#define BOOST_TEST_MODULE winners
#include <boost/test/unit_test.hpp>

#include "draw/winners.hpp"
#include "support/draw_fixture.hpp"
#include "support/http_stub.hpp"

using nlohmann::json;

namespace {

struct Fixture : DrawFixture {
  void award(const std::string& prize, const std::string& id) { command({"HSET", "prizedraw:winners", prize, id}); }
  void know(const std::string& id, const std::string& profile) {
    command({"SET", "prizedraw:profiles:" + id, profile});
  }
  void cache(const std::string& text) { command({"SET", "prizedraw:winners_json", text}); }
  io::Reply cached() { return command({"GET", "prizedraw:winners_json"}); }
  std::vector<draw::Winner> winners(const draw::LookUp& look_up = {}) {
    redis.begin();
    return draw::winners(store, look_up);
  }
  std::string shown(const draw::LookUp& look_up = {}) {  // names, with spaces between them
    std::string names;
    for (const auto& each : winners(look_up)) names += (names.empty() ? "" : " ") + each.name;
    return names;
  }
};

// A program that asks this GitHub.
struct Asking : DrawClient {
  HttpStub github;
  Asking(Fixture& fixture, HttpStub::Handler answer)
      : DrawClient(fixture.server.settings()), github(std::move(answer)) {
    command({"DEL", "prizedraw:github_silent"});
    asked = std::make_unique<draw::Profiles>(store, github.url(), "");
  }
  std::unique_ptr<draw::Profiles> asked;
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(none, Fixture) {
  BOOST_TEST(winners().empty());
  cache(R"([{"name": "of an older draw", "prize": "A", "id": "x"}])");
  BOOST_TEST(winners().empty());
  BOOST_TEST(draw::to_json({}) == "[]");
}

BOOST_FIXTURE_TEST_CASE(names_pictures_and_prizes, Fixture) {
  award("Pear", "b");
  award("Apple", "a");
  know("a", R"({"login": "A", "name": "Ada", "avatar_url": "https://x/a"})");
  know("b", R"({"login": "B"})");
  const json expected = {{{"name", "Ada"}, {"prize", "Apple"}, {"image", "https://x/a"}, {"id", "a"}},
                         {{"name", "B"}, {"prize", "Pear"}, {"image", "/assets/stand-in.svg"}, {"id", "b"}}};
  BOOST_TEST(json::parse(draw::to_json(winners())) == expected);
  BOOST_TEST(json::parse(cached().text()) == expected);
  BOOST_TEST(count("TTL", "winners_json") == -1);
  know("a", R"({"login": "A", "name": "Somebody else"})");
  BOOST_TEST(shown() == "Ada B");  // from the cache
}

BOOST_FIXTURE_TEST_CASE(a_cache_of_other_winners_is_not_believed, Fixture) {
  award("Apple", "a");
  know("a", R"({"login": "a", "name": "Ada"})");
  for (const char* text :
       {"", "nonsense", "{}", "[]", "[1]", "[null]", R"([{"name": "Old", "prize": "Apple", "id": "old"}])",
        R"([{"name": "Old", "prize": "Apple"}])", R"([{"name": "Old", "prize": "Pear", "id": "a"}])",
        R"([{"name": "Old", "prize": "Apple", "id": "a"}, {"name": "Two", "prize": "Pear", "id": "b"}])"}) {
    cache(text);
    BOOST_TEST(shown() == "Ada", text);
    BOOST_TEST(json::parse(cached().text())[0]["name"] == "Ada", text);
  }
}

BOOST_FIXTURE_TEST_CASE(an_older_program_caches_the_winners_of_the_draw_before_late, Fixture) {
  const std::string late = R"([{"name": "Old", "prize": "A", "id": "old", "image": ""}])";
  open({"A"});
  enter("mona");
  cache(late);
  BOOST_TEST(winners().empty());  // while the draw is open
  pick();
  BOOST_TEST(shown() == "mona");
  cache(late);
  BOOST_TEST(shown() == "mona");
  BOOST_TEST(json::parse(cached().text())[0]["id"] == "mona");
}

BOOST_FIXTURE_TEST_CASE(an_expired_profile_is_looked_up, Fixture) {
  award("Apple", "a");
  Asking asking(*this, [](const std::string&) {
    return HttpStub::answer("200 OK", R"({"login": "a", "name": "Ada", "type": "User"})");
  });
  BOOST_TEST(shown(draw::asking(*asking.asked)) == "Ada");
  BOOST_TEST(count("TTL", "winners_json") == -1);
}

BOOST_FIXTURE_TEST_CASE(a_stand_in_does_not_last, Fixture) {
  award("Apple", "a");
  BOOST_TEST(shown() == "a");
  BOOST_TEST(cached().is_nil());  // a program that cannot look up leaves this to others
  BOOST_TEST(shown(draw::asking(profiles)) == "a");
  BOOST_TEST(count("TTL", "winners_json") > 50);
  BOOST_TEST(count("TTL", "winners_json") <= 60);
}

BOOST_FIXTURE_TEST_CASE(the_cache_never_outlives_its_winners, Fixture) {
  // While the profile is looked up, somebody opens a new draw, or the winners change.
  for (const Texts& meanwhile : {Texts{"DEL", "prizedraw:winners"}, Texts{"HSET", "prizedraw:winners", "Apple", "b"}}) {
    award("Apple", "a");
    Asking asking(*this, [&](const std::string&) {
      DrawClient(server.settings()).command(meanwhile);
      return HttpStub::answer("404 Not Found");
    });
    BOOST_TEST(winners(draw::asking(*asking.asked)).size() == 1U);
    BOOST_TEST(cached().is_nil());
    command({"DEL", "prizedraw:nobody:a"});
  }
}

BOOST_FIXTURE_TEST_CASE(what_no_program_of_ours_would_write, Fixture) {
  award("\xff", "not an id \xff");
  BOOST_TEST(winners(draw::asking(profiles)).size() == 1U);
}
