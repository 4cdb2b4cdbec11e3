#include "draw/replacement.hpp"

#include <algorithm>
#include <vector>

#include "draw/eligibility.hpp"
#include "draw/moves.hpp"
#include "draw/scripts.hpp"
#include "draw/show.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

using nlohmann::json;

// What is stored about a pick; after one by an older program only the winners.
struct Picked {
  json core;  // null if there is no record
  Fields fields;
  std::set<std::string> took_part;  // who has won, or lost a prize to a redraw
  bool is_ranked() const { return core.is_object() && core.at("method") == "ranked"; }
};

Picked read(Store& store) {
  const auto winners = store.redis.command({"HVALS", store.keys.winners}).texts();
  Picked picked{nullptr, read_fairness(store), {winners.begin(), winners.end()}};
  const std::string draw = field(picked.fields, "draw");
  auto core = draw.empty() ? std::nullopt : core_of_draw(store, draw);
  if (core) picked.core = std::move(*core);
  if (picked.core.is_object()) {
    for (const json& each : picked.core.at("replacements")) picked.took_part.insert(each.at("from"));
  }
  return picked;
}

// The next people, from the order stored at the pick or by SPOP: enough that one of them can win if anybody can.
Names next_of(Store& store, const Picked& picked) {
  constexpr std::size_t longest_line = 40;
  const std::size_t count = picked.took_part.size() + 1;
  if (!picked.is_ranked()) return draw_entrants(store, count);
  const std::size_t enough = enough_for(store, count);
  const std::size_t from = std::stoull(field(picked.fields, "next"));
  const io::Reply rest = store.redis.command({"GETRANGE", store.keys.order + field(picked.fields, "draw"),
                                              std::to_string(from), std::to_string(from + enough * longest_line)});
  std::vector<std::string> next = io::lines(rest.text());
  if (next.size() > enough) next.resize(enough);  // the last one may be cut off
  return Names(next);
}

struct Steps {
  std::vector<Replacement> all;
  std::size_t length = 0;  // in the stored order
};

Steps steps_of(const Redraw& redraw, const std::string& from, const Picked& picked, const Names& next,
               Eligibility& eligibility) {
  Steps steps{{{redraw.prize, from, "", redraw.reason}}};
  for (const std::string_view name : next) {
    const std::string to(name);
    steps.length += to.size() + 1;
    if (picked.took_part.count(to) == 1) continue;  // SPOP may draw people again who were passed over
    steps.all.back().to = to;
    const auto reason = eligibility.reason_against(to);
    if (!reason) return steps;
    steps.all.push_back({redraw.prize, to, "", *reason});
  }
  return steps;
}

// From the profile in Redis, if any.
std::string name_of(Store& store, const std::string& id) {
  const auto shown = Profile::or_stand_in(kept_profiles(store, {id}).front(), id);
  return name_and_login(shown.name, id);
}

std::string log_line(const Move& move, const std::string& reason) {
  return "redrew a prize: " + sentence_of(move) + " (" + move.from + (reason == "cannot accept" ? " " : " was ") +
         reason + ")";
}

std::vector<std::string> keys_of(const Keys& keys, const std::string& draw) {
  return {keys.prizes,   keys.entrants,      keys.winners,       keys.winners_json,
          keys.fairness, keys.record + draw, keys.summary + draw};
}

Outcome replace(Store& store, const Action& action, const Picked& picked, const Steps& steps) {
  const Replacement& first = steps.all.front();
  const std::string& to = steps.all.back().to;
  const auto number = [&](const char* name) { return std::stoull("0" + field(picked.fields, name)); };
  const Move move{first.prize, first.from, to, to.empty() ? "" : name_of(store, to), number("next"), steps.all.size()};
  std::vector<std::string> arguments{first.prize, first.from, to, field(picked.fields, "mark"),
                                     field(picked.fields, "replaced")};
  if (!picked.core.is_null()) {
    const Record record = moved_on(picked.core, steps.all);
    Moves moves = moves_of(picked.fields);
    moves.push_back(move);
    arguments.insert(arguments.end(),
                     {std::to_string(changes_in(picked.core) + steps.all.size()),
                      std::to_string(move.next + steps.length), to_text(moves), record.core, record.summary});
  }
  return perform(store, scripts::replace, action, log_line(move, first.reason),
                 keys_of(store.keys, field(picked.fields, "draw")), arguments);
}

Outcome undo(Store& store, const Action& action, const Picked& picked, Moves moves) {
  const Move last = moves.back();
  moves.push_back({last.prize, last.to, last.from, name_of(store, last.from), last.next, last.count, true});
  const Record record = taken_back(picked.core, last.count);
  return perform(store, scripts::undo_replacement, action, "undid a redraw: " + sentence_of(moves.back()),
                 keys_of(store.keys, field(picked.fields, "draw")),
                 {last.prize, last.from, last.to, field(picked.fields, "mark"), field(picked.fields, "replaced"),
                  std::to_string(changes_in(picked.core) + last.count), std::to_string(last.next), to_text(moves),
                  record.core, record.summary, std::to_string(std::chrono::seconds(undo_lasts).count())});
}

}  // namespace

Outcome redraw(Store& store, Profiles& profiles, const Action& action, const Redraw& redraw) {
  for (;;) {
    const io::Reply winner = store.redis.command({"HGET", store.keys.winners, redraw.prize});
    if (was_done(store, action)) return Outcome::done;  // checked after reading the winner, which this changes
    if (winner.is_nil()) return Outcome::no_such_prize;
    if (!redraw.winner.empty() && winner.text() != redraw.winner) return Outcome::moved_on;
    const Picked picked = read(store);
    if (!Show::of(picked.fields).has_revealed(redraw.prize)) return Outcome::not_revealed;
    const std::string order = store.keys.order + field(picked.fields, "draw");
    const bool is_deleted = picked.core.is_object() && picked.core.at("replacements").is_null();
    if (is_deleted || (picked.is_ranked() && store.redis.command({"EXISTS", order}).integer() == 0)) {
      return Outcome::entrants_deleted;
    }
    const Names next = next_of(store, picked);
    Eligibility eligibility(store, profiles, next, 1, [&](const std::string& id) {
      return picked.took_part.count(id) == 1 ||
             store.redis.command({"SISMEMBER", store.keys.entrants, id}).integer() == 1;
    });
    eligibility.have_won({picked.took_part.begin(), picked.took_part.end()});
    const Steps steps = steps_of(redraw, winner.text(), picked, next, eligibility);
    const Outcome outcome = replace(store, action, picked, steps);
    // Another redraw may have taken the next person meanwhile. If it was of this prize, it is not repeated.
    if (outcome != Outcome::changed) return outcome;
  }
}

Outcome undo_redraw(Store& store, const Action& action) {
  for (;;) {
    const Picked picked = read(store);
    if (was_done(store, action)) return Outcome::done;
    const Moves moves = moves_of(picked.fields);
    const bool is_kept = picked.core.is_object() && !picked.core.at("replacements").is_null();
    if (!is_kept || moves.empty() || moves.back().is_undone) return Outcome::nothing_to_undo;
    const Outcome outcome = undo(store, action, picked, moves);
    if (outcome != Outcome::changed) return outcome;  // else another prize was redrawn meanwhile
  }
}

Outcome come_forward(Store& store, const Action& action, const std::string& prize, const std::string& winner,
                     bool is_here) {
  const Keys& keys = store.keys;
  const Fields fields = read_fairness(store);
  if (was_done(store, action)) return Outcome::done;
  if (store.redis.command({"HEXISTS", keys.winners, prize}).integer() == 0) return Outcome::no_such_prize;
  if (fields.empty()) return Outcome::not_ours;
  if (!Show::of(fields).has_revealed(prize)) return Outcome::not_revealed;
  return perform(
      store, scripts::come_forward, action,
      (is_here ? "marked " + winner + " as here for “" : "unmarked " + winner + " as here for “") + prize + "”",
      {keys.winners, keys.here}, {prize, winner, field(fields, "mark"), is_here ? "yes" : "no"});
}

std::set<std::string> prizes_taken(Store& store, const Awards& awards) {
  if (awards.empty()) return {};
  const Keys& keys = store.keys;
  std::vector<std::string> words{"HMGET", keys.here};
  for (const auto& [prize, id] : awards) words.push_back(prize);
  const io::Replies seen = store.redis.read(
      {{"winners", {"PEXPIRETIME", keys.winners}}, {"mark", {"PEXPIRETIME", keys.here}}, {"here", words}});
  std::set<std::string> taken;
  if (!is_same_mark(seen["mark"].integer(), seen["winners"].integer())) return taken;
  for (std::size_t i = 0; i < awards.size(); ++i) {
    const io::Reply& who = seen["here"].list()[i];
    if (!who.is_nil() && who.text() == awards[i].second) taken.insert(awards[i].first);
  }
  return taken;
}

}  // namespace draw
