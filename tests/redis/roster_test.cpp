#define BOOST_TEST_MODULE roster
#include <boost/test/unit_test.hpp>
#include <functional>

#include "draw/log.hpp"
#include "draw/roster.hpp"
#include "io/crypto.hpp"
#include "support/draw_fixture.hpp"

using draw::Method;
using draw::Outcome;

namespace {

struct Fixture : DrawFixture {
  long long redis_time() { return std::stoll(command({"TIME"}).list().at(0).text()); }
  Outcome why_not() { return std::get<Outcome>(draw::frozen_roster(store)); }

  // Closed, with its entrants also stored as one text, as the freeze does if they are many.
  void close_with_text(const Texts& prizes, const Texts& sorted_entrants, Method method = Method::ranked) {
    open(prizes, method);
    add_entrants(sorted_entrants);
    close();
    keep_text(sorted_entrants);
  }
  void keep_text(const Texts& entrants) { command({"SET", "prizedraw:roster", draw::joined(entrants)}); }

  // A closed draw that mona has entered: after each of these changes the pick is refused without any effect, and
  // finally everything is restored. `check` is run after each change too.
  void refuses_what_is_changed_by_hand(const std::function<void()>& check) {
    const std::vector<Texts> changes{
        {"SADD", "prizedraw:entrants", "late"},
        {"SREM", "prizedraw:entrants", "late", "mona"},
        {"SADD", "prizedraw:entrants", "forged"},  // in place of mona, who wins or is drawn
        {"SADD", "prizedraw:prizes", "A Pear"}};
    for (const Texts& change : changes) {
      command(change);
      auto before = contents();
      check();
      BOOST_TEST(pick() == Outcome::roster_changed);
      before["prizedraw:log"] = contents()["prizedraw:log"];
      BOOST_TEST(changed_since(before) == "");
      BOOST_TEST(draw::latest_log_entries(store).front().did.find("refused to pick: the ") == 0);
    }
    command({"SREM", "prizedraw:prizes", "A Pear"});
    command({"SREM", "prizedraw:entrants", "forged"});
    command({"SADD", "prizedraw:entrants", "mona"});
  }

  // How many sets were read completely since the last call.
  std::string sets_read() {
    const std::string stats = command({"INFO", "commandstats"}).text();
    command({"CONFIG", "RESETSTAT"});
    const auto at = stats.find("cmdstat_smembers:calls=");
    return at == std::string::npos ? "0" : stats.substr(at + 23, stats.find(',', at) - at - 23);
  }
};

const std::string prizes_and_left_out = "2";  // but not the entrants

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_freeze_says_who_and_what_and_when, Fixture) {
  open({"A Banana", "An Apple"});
  enter_all({"mona", "hubot", "a-b"});
  const long long before = redis_time();
  close();
  const auto freeze = look().freeze;
  BOOST_REQUIRE(freeze.has_value());
  BOOST_TEST(freeze->entrants_sha256 == io::sha256_hex("a-b\nhubot\nmona"));
  BOOST_TEST(freeze->prizes_sha256 == io::sha256_hex("A Banana\nAn Apple"));
  BOOST_TEST(freeze->at >= before);
  BOOST_TEST(freeze->at <= redis_time());
  BOOST_TEST(last_log_line() == "Prize Draw froze the list of 3 entrants");
}

BOOST_FIXTURE_TEST_CASE(the_roster_that_is_picked_from, Fixture) {
  open({"A Banana", "An Apple"});
  enter_all({"mona", "hubot"});
  close();
  const auto roster = std::get<draw::Roster>(draw::frozen_roster(store));
  BOOST_TEST((roster.prizes == Texts{"A Banana", "An Apple"}));
  BOOST_TEST((texts_of(roster.entrants) == Texts{"hubot", "mona"}));
  BOOST_TEST(roster.entrants_sha256 == fairness("entrants_sha256"));
  BOOST_TEST(roster.prizes_sha256 == fairness("prizes_sha256"));
  BOOST_TEST(std::to_string(roster.frozen_at) == fairness("frozen_at"));
  BOOST_TEST(roster.identity.draw == fairness("draw"));
  BOOST_TEST(roster.identity.secret == fairness("secret"));
  BOOST_TEST(roster.identity.is_published);
}

BOOST_FIXTURE_TEST_CASE(there_is_no_roster_of_a_draw_that_is_not_closed, Fixture) {
  BOOST_TEST(why_not() == Outcome::no_draw);
  open();
  enter("mona");
  const auto before = contents();
  BOOST_TEST(why_not() == Outcome::still_open);
  draw::freeze(store);
  look();
  BOOST_TEST(changed_since(before) == "");
  pick();
  BOOST_TEST(why_not() == Outcome::already_picked);
}

BOOST_FIXTURE_TEST_CASE(whoever_looks_first_after_the_time_is_up_freezes, Fixture) {
  open();
  enter("mona");
  time_is_up();
  BOOST_TEST(!draw::read_snapshot(store).freeze.has_value());  // only reads
  BOOST_TEST(look().freeze.has_value());
  BOOST_TEST(look().freeze->entrants_sha256 == io::sha256_hex("mona"));
}

BOOST_FIXTURE_TEST_CASE(two_who_look_at_once_freeze_once, Fixture) {
  for (int round = 0; round < 50; ++round) {
    command({"FLUSHALL"});
    open();
    enter("mona");
    time_is_up();
    const long long lines = log_lines();
    const auto look_once = [&] { DrawClient(server.settings()).look(); };
    std::thread other(look_once);
    look_once();
    other.join();
    BOOST_TEST(log_lines() == lines + 1);
  }
}

BOOST_FIXTURE_TEST_CASE(what_is_frozen_stays, Fixture) {
  open();
  enter("mona");
  close();
  const auto frozen = hash("fairness");
  for (const char* id : {"late", "later"}) {
    command({"SADD", "prizedraw:entrants", id});
    look();
    close();
    draw::freeze(store);
    BOOST_TEST((hash("fairness") == frozen));
  }
}

BOOST_FIXTURE_TEST_CASE(a_roster_that_was_changed_by_hand_is_not_picked_from, Fixture) {
  open({"A Banana"});
  enter_all({"mona", "hubot"});
  close();
  refuses_what_is_changed_by_hand([&] { BOOST_TEST(why_not() == Outcome::roster_changed); });
  BOOST_TEST(pick() == Outcome::done);
}

BOOST_FIXTURE_TEST_CASE(a_draw_without_entrants_is_frozen_too, Fixture) {
  open();
  close();
  BOOST_TEST(look().freeze->entrants_sha256 == io::sha256_hex(""));
}

BOOST_FIXTURE_TEST_CASE(the_log_names_whom_github_has_not_confirmed, Fixture) {
  open();
  enter("mona");
  enter_unverified("ghost");
  enter_unverified("phantom");
  close();
  BOOST_TEST(last_log_line() == "Prize Draw froze the list of 3 entrants; GitHub has not confirmed ghost, phantom");
}

// ---- Many entrants, stored as one text

BOOST_FIXTURE_TEST_CASE(of_many_the_freeze_keeps_a_text_until_the_pick, Fixture) {
  const Texts many = numbered("user", draw::many_entrants, 5);
  store.kept = std::chrono::hours(24);
  for (const bool by_hand : {true, false}) {
    open({"A Banana"});
    add_entrants(many);
    if (by_hand) {
      close();
    } else {
      time_is_up();
      look();
    }
    BOOST_TEST((command({"GET", "prizedraw:roster"}).text() == draw::joined(many)));
    BOOST_TEST(count("TTL", "roster") > 86'300);
    sets_read();
    BOOST_TEST(pick() == Outcome::done);
    BOOST_TEST(sets_read() == prizes_and_left_out);
    BOOST_TEST(!has("roster"));
    BOOST_TEST(record()["entrants_sha256"] == io::sha256_hex(draw::joined(many)));
  }
}

BOOST_FIXTURE_TEST_CASE(of_few_there_is_no_text, Fixture) {
  open();
  enter("mona");
  close();
  BOOST_TEST(!has("roster"));
}

BOOST_FIXTURE_TEST_CASE(a_full_redis_freezes_nothing_of_many_either, Fixture) {
  open();
  add_entrants(numbered("user", draw::many_entrants, 5));
  time_is_up();
  const auto before = contents();
  command({"CONFIG", "SET", "maxmemory", "1"});
  BOOST_TEST(look().entrants == static_cast<long long>(draw::many_entrants));
  BOOST_CHECK_THROW(pick(), io::RedisError);
  BOOST_TEST(changed_since(before) == "");
  command({"CONFIG", "SET", "maxmemory", "0"});
  BOOST_TEST(look().freeze.has_value());
  BOOST_TEST(pick() == Outcome::done);
}

BOOST_FIXTURE_TEST_CASE(the_text_goes_with_its_draw, Fixture) {
  close_with_text({"A Banana"}, {"hubot", "mona"});
  BOOST_TEST(draw::cancel(store, action) == Outcome::done);
  BOOST_TEST(!has("roster"));
  keep_text({"hubot", "mona"});
  open();
  BOOST_TEST(!has("roster"));
}

BOOST_FIXTURE_TEST_CASE(a_text_that_was_not_frozen_is_not_believed, Fixture) {
  for (const Method method : {Method::ranked, Method::spop}) {
    close_with_text({"A Banana", "An Apple"}, {"hubot", "mona"}, method);
    for (const Texts& other : {Texts{"forged", "mona"}, Texts{"hubot"}, Texts{}}) {
      keep_text(other);
      BOOST_TEST((texts_of(std::get<draw::Roster>(draw::frozen_roster(store)).entrants) == Texts{"hubot", "mona"}));
    }
    keep_text({"forged", "mona"});
    BOOST_TEST(pick() == Outcome::done);
    BOOST_TEST((record()["entrants"] == nlohmann::json{"hubot", "mona"}));
  }
}

BOOST_FIXTURE_TEST_CASE(a_text_of_another_draw_is_not_believed, Fixture) {
  close_with_text({"Ours"}, {"hubot", "mona"});
  older_program_opens({"Theirs"}, {"octocat", "zoe"});
  time_is_up();
  BOOST_TEST(pick() == Outcome::done);  // freezes as well
  BOOST_TEST((record()["entrants"] == nlohmann::json{"octocat", "zoe"}));
}

BOOST_FIXTURE_TEST_CASE(names_that_one_a_line_would_be_others_are_read_from_the_set, Fixture) {
  older_program_opens({"A Banana"}, {"hubot\nmona"});
  time_is_up();
  look();
  keep_text({"hubot", "mona"});  // has the frozen hash
  BOOST_TEST(pick() == Outcome::done);
  BOOST_TEST(winner_of("A Banana") == "hubot\nmona");
}

BOOST_FIXTURE_TEST_CASE(a_change_by_hand_is_seen_without_reading_the_set, Fixture) {
  for (const Method method : {Method::ranked, Method::spop}) {
    close_with_text({"A Banana", "An Apple"}, {"hubot", "mona"}, method);
    refuses_what_is_changed_by_hand([] {});
    sets_read();
    BOOST_TEST(pick() == Outcome::done);
    BOOST_TEST(sets_read() == prizes_and_left_out);
  }
}

// ---- Older programs

BOOST_FIXTURE_TEST_CASE(a_draw_of_an_older_program_gets_an_identity_that_was_not_public, Fixture) {
  open({"Ours"});
  const std::string ours = fairness("draw");
  for (const Method method : {Method::ranked, Method::spop}) {
    store.default_method = method;
    older_program_opens({"Theirs"}, {"mona"});
    time_is_up();
    const auto snapshot = look();
    BOOST_TEST(!snapshot.published.has_value());
    BOOST_TEST(snapshot.method == method);
    BOOST_TEST(snapshot.freeze->entrants_sha256 == io::sha256_hex("mona"));
    BOOST_TEST(fairness("draw") != ours);
    BOOST_TEST(fairness("opened_at") == "");
    BOOST_TEST(fairness("secret").size() == (method == Method::ranked ? 64U : 0U));
    BOOST_TEST(std::to_string(count("PEXPIRETIME", "prizes")) == fairness("mark"));
  }
}

BOOST_FIXTURE_TEST_CASE(the_freeze_of_an_older_draw_is_not_shown_for_a_newer_one, Fixture) {
  open();
  enter("mona");
  close();
  older_program_opens({"Theirs"}, {"hubot"});
  BOOST_TEST(!look().freeze.has_value());
  older_program_picks();
  BOOST_TEST(!look().freeze.has_value());
}

// ---- A pick between the look at a draw and its freeze

BOOST_FIXTURE_TEST_CASE(the_hashes_are_always_those_of_the_record, Fixture) {
  DrawClient audience(server.settings());
  int contradictions = 0;
  for (int round = 0; round < 1'000; ++round) {
    command({"FLUSHALL"});
    open({"A Banana", "An Apple"}, round % 2 == 0 ? Method::ranked : Method::spop);
    add_entrants({"hubot", "mona", "octocat"});
    time_is_up();
    std::thread other([&] {
      for (int i = 0; i < 3; ++i) audience.look();
    });
    BOOST_REQUIRE(pick() == Outcome::done);
    other.join();
    const auto public_record = record();
    const auto freeze = look().freeze;
    if (!freeze || public_record["entrants_sha256"] != freeze->entrants_sha256 ||
        public_record["prizes_sha256"] != freeze->prizes_sha256 || public_record["frozen_at"] != freeze->at ||
        public_record["entrants_sha256"] != io::sha256_hex("hubot\nmona\noctocat")) {
      ++contradictions;
    }
  }
  BOOST_TEST(contradictions == 0);
}
