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
    return draw.start("tester", std::get<Opening>(Opening::parse(prizes, duration)), Method::spop);
  }
  Entry enter(const std::string& id) { return draw.enter(*GithubId::parse(id), Profile::stand_in(id)); }
  long long count(const std::string& command, const std::string& key) {
    return redis.command({command, "prizedraw:" + key}).integer();
  }
  bool exists(const std::string& key) { return count("EXISTS", key) == 1; }
  std::string state() { return std::string(draw.snapshot().state()); }
};

GithubId id(const std::string& text) { return *GithubId::parse(text); }

bool picked(const Pick& pick) { return std::holds_alternative<Picked>(pick); }
bool refused(const Pick& pick, NoPick why) {
  const auto* refusal = std::get_if<NoPick>(&pick);
  return refusal != nullptr && *refusal == why;
}

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

  draw.close("tester");
  BOOST_TEST(state() == "DRAW_CLOSED_WITH_ENTRANTS");
  BOOST_TEST(std::holds_alternative<NotOpen>(enter("late")));
  draw.close("tester");

  BOOST_TEST(picked(draw.pick("tester")));
  BOOST_TEST(state() == "DRAW_WON");
  BOOST_TEST(count("HLEN", "winners") == 1);
  BOOST_TEST(count("SCARD", "prizes") == 1);  // nobody left for it
  BOOST_TEST(!exists("entrants"));
  BOOST_TEST(refused(draw.pick("tester"), NoPick::already_picked));
}

BOOST_FIXTURE_TEST_CASE(a_draw_without_entrants, Fixture) {
  BOOST_TEST(refused(draw.pick("tester"), NoPick::no_draw));
  start();
  BOOST_TEST(refused(draw.pick("tester"), NoPick::no_entrants));
  BOOST_TEST(state() == "DRAW_OPEN_NO_ENTRANTS");  // refused: so not closed either
  draw.close("tester");
  BOOST_TEST(state() == "DRAW_CLOSED_NO_ENTRANTS");
  BOOST_TEST(refused(draw.pick("tester"), NoPick::no_entrants));
  BOOST_TEST((start({"New"}) == Start::started));
}

BOOST_FIXTURE_TEST_CASE(nobody_s_draw_is_wiped, Fixture) {
  start();
  BOOST_TEST((start({"New"}) == Start::still_open));
  enter("mona");
  draw.close("tester");
  BOOST_TEST((start({"New"}) == Start::entrants_waiting));
  BOOST_TEST((draw.snapshot().prizes == Prizes{"A Banana", "An Apple"}));
  draw.pick("tester");
  redis.command({"SET", "prizedraw:winners_json", "[]"});
  redis.command({"SET", "prizedraw:profiles:mona", "{}"});
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

BOOST_FIXTURE_TEST_CASE(unverified_entrants, Fixture) {
  BOOST_TEST(std::holds_alternative<NotOpen>(draw.enter_unverified(id("mona"))));
  start();
  BOOST_TEST(!std::get<Entered>(enter("hubot")).some_are_unverified);
  BOOST_TEST(!draw.next_to_recheck());
  BOOST_TEST(std::holds_alternative<EnteredUnverified>(draw.enter_unverified(id("mona"))));
  BOOST_TEST(std::holds_alternative<AlreadyEntered>(draw.enter_unverified(id("mona"))));
  BOOST_TEST(std::holds_alternative<AlreadyEntered>(enter("mona")));
  BOOST_TEST(std::get<Entered>(enter("defunkt")).some_are_unverified);

  BOOST_TEST((draw.next_to_recheck()->text() == "mona"));
  BOOST_TEST(!draw.next_to_recheck());  // one at a time
  BOOST_TEST((draw.verify(id("mona"), id("mona")) == Verification::verified));
  BOOST_TEST(count("SCARD", "entrants") == 3);
  BOOST_TEST(!exists("unverified"));
  BOOST_TEST(!draw.next_to_recheck());
}

BOOST_FIXTURE_TEST_CASE(who_turns_out_not_to_exist_is_taken_out_while_the_draw_is_open, Fixture) {
  start();
  draw.enter_unverified(id("ghost"));
  draw.enter_unverified(id("phantom"));
  BOOST_TEST((draw.verify(id("ghost"), std::nullopt) == Verification::taken_out));
  BOOST_TEST(!draw.is_entrant(id("ghost")));
  draw.close("tester");
  BOOST_TEST((draw.verify(id("phantom"), std::nullopt) == Verification::left_to_the_pick));
  BOOST_TEST(draw.is_entrant(id("phantom")));
  BOOST_TEST(exists("unverified"));
}

BOOST_FIXTURE_TEST_CASE(who_was_renamed_is_known_by_the_name_of_today, Fixture) {
  start();
  draw.enter_unverified(id("maiden"));
  draw.enter_unverified(id("double"));
  enter("married");
  BOOST_TEST((draw.verify(id("double"), id("married")) == Verification::verified));
  BOOST_TEST(count("SCARD", "entrants") == 2);
  BOOST_TEST((draw.verify(id("maiden"), id("madame")) == Verification::verified));
  BOOST_TEST(draw.is_entrant(id("madame")));
  BOOST_TEST(!draw.is_entrant(id("maiden")));
}

BOOST_FIXTURE_TEST_CASE(whom_an_older_program_s_draw_left_behind_is_no_entrant, Fixture) {
  redis.command({"SADD", "prizedraw:unverified", "ghost", "phantom"});
  BOOST_TEST(!draw.next_to_recheck());
  BOOST_TEST(!exists("unverified"));
  redis.command({"SADD", "prizedraw:unverified", "ghost"});
  start();
  BOOST_TEST(!exists("unverified"));
}

BOOST_FIXTURE_TEST_CASE(nobody_unverified_wins_before_they_are_looked_up, Fixture) {
  start(numbered(2));
  for (const char* each : {"ghost", "mona", "hubot"}) draw.enter_unverified(id(each));
  const auto is_ghost = [](const Candidate& candidate) { return candidate.id == "ghost"; };
  Pick result = draw.pick("tester");
  while (auto* candidates = std::get_if<Candidates>(&result)) {
    BOOST_TEST(!exists("winners"));
    BOOST_TEST(!exists("is_open"));
    BOOST_TEST(count("SCARD", "prizes") == 2);
    BOOST_TEST(count("SCARD", "entrants") == 3);
    for (Candidate& each : *candidates) {
      if (each.verdict != Verdict::look_up) continue;
      each.verdict = is_ghost(each) ? Verdict::passed_over : Verdict::wins;
    }
    result = draw.pick("tester", *candidates);
  }
  BOOST_TEST(picked(result));
  BOOST_TEST(count("HLEN", "winners") == 2);
  BOOST_TEST((redis.command({"SMEMBERS", "prizedraw:entrants"}).list().at(0).text() == "ghost"));
}

BOOST_FIXTURE_TEST_CASE(nobody_exists, Fixture) {
  start(numbered(2));
  draw.enter_unverified(id("ghost"));
  auto candidates = std::get<Candidates>(draw.pick("tester"));
  candidates.at(0).verdict = Verdict::passed_over;
  BOOST_TEST(refused(draw.pick("tester", candidates), NoPick::no_entrants));
  BOOST_TEST(state() == "DRAW_CLOSED_NO_ENTRANTS");
  BOOST_TEST(count("SCARD", "prizes") == 2);
  BOOST_TEST((start({"New"}) == Start::started));
}

BOOST_FIXTURE_TEST_CASE(a_verdict_of_another_draw_counts_for_nothing, Fixture) {
  start({"Old"});
  draw.enter_unverified(id("mona"));
  auto candidates = std::get<Candidates>(draw.pick("tester"));
  candidates.at(0).verdict = Verdict::wins;
  redis.command({"DEL", "prizedraw:prizes", "prizedraw:entrants"});
  start({"New"});
  enter("hubot");
  BOOST_TEST(picked(draw.pick("tester", candidates)));
  const auto winners = redis.command({"HGETALL", "prizedraw:winners"});
  BOOST_TEST(winners.list().size() == 2);
  BOOST_TEST(winners.list().at(0).text() == "New");
  BOOST_TEST(winners.list().at(1).text() == "hubot");
}

BOOST_FIXTURE_TEST_CASE(everybody_and_everything_once, Fixture) {
  start(numbered(300));
  std::set<std::string> people;
  for (int i = 0; i < 500; ++i) {
    people.insert("user" + std::to_string(i));
    enter("user" + std::to_string(i));
  }
  draw.pick("tester");
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
      result = Draw(own, "prizedraw").pick("tester");
    };
    Pick first, second;
    std::thread other([&] { pick(first); });
    pick(second);
    other.join();
    BOOST_TEST(picked(first) != picked(second));
    BOOST_TEST(count("HLEN", "winners") == 20);
    BOOST_TEST(count("SCARD", "entrants") == 10);
  }
}

BOOST_FIXTURE_TEST_CASE(other_keys_and_other_draws_are_left_alone, Fixture) {
  Draw other(redis, "other");
  other.start("tester", std::get<Opening>(Opening::parse({"Theirs"}, "0")), Method::spop);
  redis.command({"SET", "unrelated", "x"});
  start();
  enter("mona");
  draw.pick("tester");
  BOOST_TEST(other.snapshot().state() == "DRAW_OPEN_NO_ENTRANTS");
  BOOST_TEST(redis.command({"GET", "unrelated"}).text() == "x");
}
