#pragma once

// A draw on a private Redis, and what an organiser, the entrants and an older program do with it. GitHub is
// unreachable: what a test says it knows is stored in Redis, as after a look-up.

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <map>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "draw/closing.hpp"
#include "draw/entry.hpp"
#include "draw/opening.hpp"
#include "draw/pick.hpp"
#include "draw/record.hpp"
#include "draw/replacement.hpp"
#include "draw/snapshot.hpp"
#include "draw/verifier.hpp"
#include "support/redis_contents.hpp"
#include "support/redis_server.hpp"

namespace draw {
inline std::ostream& operator<<(std::ostream& out, Outcome outcome) {
  return out << "outcome " << static_cast<int>(outcome);
}
inline std::ostream& operator<<(std::ostream& out, Method method) { return out << to_text(method); }
}  // namespace draw

using Texts = std::vector<std::string>;

inline Texts texts_of(const draw::Names& names) { return {names.begin(), names.end()}; }

inline draw::GithubId github_id(const std::string& text) { return draw::GithubId::parse(text).value(); }

// The first is "<start>0001".
inline Texts numbered(const std::string& start, std::size_t count, std::size_t digits = 4) {
  Texts texts;
  texts.reserve(count);
  for (std::size_t i = 1; i <= count; ++i) {
    const std::string number = std::to_string(i);
    texts.push_back(start + std::string(digits - number.size(), '0') + number);
  }
  return texts;
}

inline std::vector<draw::Prize> without_notes(const std::vector<std::string>& prizes) {
  std::vector<draw::Prize> all;
  for (const std::string& prize : prizes) all.push_back({prize});
  return all;
}

// One program's connection. Every function is one request.
class DrawClient {
 public:
  io::Redis redis;
  draw::Store store{redis, draw::Keys("prizedraw")};
  draw::Profiles profiles;
  draw::Relays relays{{}};
  draw::Action action{"tester"};  // the form of the organiser's next steps

  explicit DrawClient(const io::RedisSettings& settings, const std::string& github = "http://127.0.0.1:1",
                      const std::string& github_token = "")
      : redis(settings), profiles(store, github, github_token) {}

  io::Reply command(const Texts& words) {
    redis.begin();
    return redis.command(words);
  }

  // ---- The organiser

  draw::Outcome open(const Texts& prizes = {"A Banana", "An Apple"}, draw::Method method = draw::Method::ranked,
                     const std::string& seconds = "0") {
    return open(draw::Opening::Wish{without_notes(prizes), seconds}, method);
  }
  draw::Outcome open(const draw::Opening::Wish& wish, draw::Method method = draw::Method::ranked) {
    redis.begin();
    return draw::open(store, action, std::get<draw::Opening>(draw::Opening::parse(wish)), method);
  }
  draw::Outcome close() {
    redis.begin();
    return draw::close(store, action);
  }
  draw::Outcome pick(const std::string& word = "") {
    redis.begin();
    return draw::pick(store, profiles, relays, action, {word});
  }
  draw::Outcome redraw(const std::string& prize, const std::string& winner = "", const std::string& reason = "absent") {
    redis.begin();
    return draw::redraw(store, profiles, action, {prize, winner, reason});
  }
  draw::Snapshot look() {
    redis.begin();
    return draw::look(store);
  }
  void by_form(const std::string& token, const std::string& content) { action = {"tester", token, content}; }

  // ---- Entrants

  draw::Entry enter(const std::string& id) {
    if (!has("profiles:" + id) && !has("nobody:" + id)) github_knows(id);
    return draw::enter(store, profiles, github_id(id));
  }
  void enter_all(const Texts& ids) {
    for (const std::string& id : ids) BOOST_REQUIRE(std::holds_alternative<draw::Entered>(enter(id)));
  }
  void enter_unverified(const std::string& id) {
    command({"DEL", "prizedraw:profiles:" + id, "prizedraw:nobody:" + id});
    BOOST_REQUIRE(std::holds_alternative<draw::EnteredUnverified>(draw::enter(store, profiles, github_id(id))));
  }
  void look_up_unverified() {
    draw::Verifier(store, profiles).run_after_reply([] { return false; });
  }
  // Many at once, stored in Redis as after entering.
  void add_entrants(const Texts& ids) {
    for (std::size_t at = 0; at < ids.size(); at += 10'000) {
      Texts words{"SADD", "prizedraw:entrants"};
      words.insert(words.end(), ids.begin() + static_cast<std::ptrdiff_t>(at),
                   ids.begin() + static_cast<std::ptrdiff_t>(std::min(at + 10'000, ids.size())));
      command(words);
    }
  }

  // ---- GitHub. `account` is its user number; `login` differs from the one asked for if they were renamed.

  void github_knows(const std::string& id, const std::string& account = "", const std::string& login = "") {
    const std::string profile =
        R"({"login": ")" + (login.empty() ? id : login) + "\"" + (account.empty() ? "" : ", \"id\": " + account) + "}";
    command({"SET", "prizedraw:profiles:" + id, profile});
  }
  void github_knows_nobody_called(const std::string& id) {
    command({"DEL", "prizedraw:profiles:" + id});
    command({"SET", "prizedraw:nobody:" + id, "true"});
  }
  void github_is_unavailable() { command({"SET", "prizedraw:github_silent", "true"}); }

  // ---- Time, and the older programs

  void time_is_up() { command({"DEL", "prizedraw:is_open"}); }

  void older_program_opens(const Texts& prizes, const Texts& entrants = {}) {
    command({"DEL", "prizedraw:prizes", "prizedraw:entrants", "prizedraw:winners", "prizedraw:winners_json"});
    Texts words{"SADD", "prizedraw:prizes"};
    words.insert(words.end(), prizes.begin(), prizes.end());
    command(words);
    command({"SET", "prizedraw:is_open", "true"});
    add_entrants(entrants);
  }
  void older_program_picks() {
    time_is_up();
    while (has("prizes") && has("entrants")) {
      command({"HSET", "prizedraw:winners", command({"SPOP", "prizedraw:prizes"}).text(),
               command({"SPOP", "prizedraw:entrants"}).text()});
    }
  }

  // ---- Redis's content; keys without the prefix

  bool has(const std::string& key) { return command({"EXISTS", "prizedraw:" + key}).integer() == 1; }
  long long count(const std::string& what, const std::string& key) {
    return command({what, "prizedraw:" + key}).integer();
  }
  std::string members(const std::string& key) {  // sorted, with spaces between them
    return joined_sorted(command({"SMEMBERS", "prizedraw:" + key}).texts());
  }
  std::map<std::string, std::string> hash(const std::string& key) {
    return command({"HGETALL", "prizedraw:" + key}).fields();
  }
  std::string fairness(const std::string& field) { return draw::field(hash("fairness"), field); }
  std::string winner_of(const std::string& prize) { return draw::field(hash("winners"), prize); }
  std::string state() { return std::string(look().state()); }
  nlohmann::json record() { return nlohmann::json::parse(draw::current_record(store).value()); }
  Contents contents() { return contents_of(redis); }
  std::string changed_since(const Contents& before) { return difference(before, contents()); }
  std::string last_log_line() {
    const auto entries = command({"XREVRANGE", "prizedraw:log", "+", "-", "COUNT", "1"});
    if (entries.list().empty()) return "";
    const auto fields = entries.list()[0].list().at(1).fields();
    return fields.at("who") + " " + fields.at("did");
  }
  long long log_lines() { return count("XLEN", "log"); }
};

struct OwnRedisServer {
  RedisServer server;
};

struct DrawFixture : OwnRedisServer, DrawClient {
  DrawFixture() : DrawClient(server.settings()) { github_is_unavailable(); }
};
