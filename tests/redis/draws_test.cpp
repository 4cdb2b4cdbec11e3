#define BOOST_TEST_MODULE draws
#include <boost/test/unit_test.hpp>

#include "draw/draws.hpp"
#include "support/draw_fixture.hpp"

using draw::Outcome;

namespace {

struct Fixture : DrawFixture {
  std::string open_titled(const std::string& title) {
    BOOST_REQUIRE_EQUAL(open(draw::Opening::Wish{without_notes({"A", "B", "C"}), "0", title}), Outcome::done);
    return look().published->draw;
  }
  std::string picked(const std::string& title) {
    const std::string draw = open_titled(title);
    enter_all({"hubot", "mona"});
    BOOST_REQUIRE_EQUAL(pick(), Outcome::done);
    return draw;
  }
  std::string said() {  // title and outcome of each
    std::string all;
    for (const auto& each : draw::draws(store, look())) all += each.title + ": " + each.outcome + "\n";
    return all;
  }
  Outcome remove(const std::string& draw) {
    redis.begin();
    return draw::delete_draw(store, action, draw);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_line_of_each, Fixture) {
  picked("First");
  open_titled("Second");
  close();
  open_titled("Third");
  older_program_opens({"A"});
  BOOST_TEST(said() == "Third: replaced\nSecond: closed\nFirst: picked\n");
}

BOOST_FIXTURE_TEST_CASE(the_faces_of_the_last_winners_stay_with_their_record, Fixture) {
  const std::string draw = picked("First");
  const auto shown = draw::winners(store, draw::asking(profiles));
  open_titled("Second");
  command({"DEL", "prizedraw:profiles:hubot", "prizedraw:profiles:mona"});
  const auto past = draw::past_draw(store, draw);
  BOOST_REQUIRE(past);
  BOOST_TEST(draw::to_json(past->winners) == draw::to_json(shown));
  BOOST_TEST((past->prizes == Texts{"C"}));
  command(
      {"HSET", "prizedraw:faces:" + draw, "winners", R"([{"prize": "A", "id": "mallory", "name": "M", "image": ""}])"});
  BOOST_TEST(draw::past_draw(store, draw)->winners.size() == 2U);
  BOOST_TEST(draw::past_draw(store, draw)->winners[0].name != "M");  // not of these winners
}

BOOST_FIXTURE_TEST_CASE(a_winners_json_of_another_type_is_no_reason_to_open_nothing, Fixture) {
  const std::string draw = picked("First");
  command({"DEL", "prizedraw:winners_json"});
  command({"SADD", "prizedraw:winners_json", "x"});
  open_titled("Second");
  BOOST_TEST(draw::past_draw(store, draw)->winners.size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(deleting_leaves_a_line, Fixture) {
  const std::string draw = picked("First");
  const auto before = contents();
  BOOST_TEST(remove(draw) == Outcome::still_shown);
  BOOST_TEST(remove("x") == Outcome::no_such_draw);
  BOOST_TEST(changed_since(before) == "");
  open_titled("Second");
  BOOST_TEST(remove(draw) == Outcome::done);
  BOOST_TEST(said() == "Second: open\n: deleted\n");
  for (const char* key : {"record:", "order:", "summary:", "faces:"}) BOOST_TEST(!has(key + draw), key);
  BOOST_TEST(!has("records"));
  BOOST_TEST(!draw::past_draw(store, draw));
  const auto after = contents();
  BOOST_TEST(remove(draw) == Outcome::done);
  BOOST_TEST(changed_since(after) == "");
}

BOOST_FIXTURE_TEST_CASE(a_draw_that_an_older_program_took_over_goes_with_its_secret, Fixture) {
  const std::string draw = open_titled("First");
  older_program_opens({"A"}, {"hubot"});
  BOOST_TEST(remove(draw) == Outcome::done);
  BOOST_TEST(!has("fairness"));
  BOOST_TEST(pick() == Outcome::done);
}

BOOST_FIXTURE_TEST_CASE(where_redis_refuses_nothing_is_deleted, Fixture) {
  const std::string draw = picked("First");
  open_titled("Second");
  for (const char* key : {"log", "records", "opened", "draws", "fairness"}) {
    command({"RENAME", std::string("prizedraw:") + key, "kept"});
    command({key == std::string("records") ? "HSET" : "SADD", std::string("prizedraw:") + key, "x", "y"});
    const auto before = contents();
    BOOST_CHECK_THROW(remove(draw), io::RedisError);
    BOOST_TEST(changed_since(before) == "", key);
    command({"RENAME", "kept", std::string("prizedraw:") + key});
  }
}
