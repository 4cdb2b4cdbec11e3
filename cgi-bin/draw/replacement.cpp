#include "draw/replacement.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "draw/eligibility.hpp"
#include "draw/record.hpp"
#include "draw/scripts.hpp"
#include "draw/show.hpp"
#include "io/text.hpp"

namespace {

using draw::Outcome;
using draw::Store;
using nlohmann::json;

// What is kept of a pick; of one by an older program only who has won.
struct Picked {
  json core;  // null where there is no record
  draw::Fields fields;
  std::set<std::string> took_part;  // who has won or given a prize up
  bool is_ranked() const { return core.is_object() && core.at("method") == "ranked"; }
};

Picked read(Store& store) {
  const auto winners = store.redis.command({"HVALS", store.keys.winners}).texts();
  Picked picked{nullptr, draw::read_fairness(store), {winners.begin(), winners.end()}};
  const std::string draw = draw::field(picked.fields, "draw");
  auto core = draw.empty() ? std::nullopt : draw::core_of_draw(store, draw);
  if (core) picked.core = std::move(*core);
  if (picked.core.is_object()) {
    for (const json& each : picked.core.at("replacements")) picked.took_part.insert(each.at("from"));
  }
  return picked;
}

// Who comes next, from the order that was kept at the pick or by SPOP: enough that one of them can win if anybody can.
draw::Names next_of(Store& store, const Picked& picked) {
  constexpr std::size_t longest_line = 40;
  const std::size_t count = picked.took_part.size() + 1;
  if (!picked.is_ranked()) return draw::draw_entrants(store, count);
  const std::size_t enough = draw::enough_for(store, count);
  const std::size_t from = std::stoull(draw::field(picked.fields, "next"));
  const io::Reply rest = store.redis.command({"GETRANGE", store.keys.order + draw::field(picked.fields, "draw"),
                                              std::to_string(from), std::to_string(from + enough * longest_line)});
  std::vector<std::string> next = io::lines(rest.text());
  if (next.size() > enough) next.resize(enough);  // the last one may be cut off
  return draw::Names(next);
}

struct Moves {
  std::vector<draw::Replacement> all;
  std::size_t length = 0;  // in the order that was kept
};

Moves moves_of(const draw::Redraw& redraw, const std::string& from, const Picked& picked, const draw::Names& next,
               draw::Eligibility& eligibility) {
  Moves moves{{{redraw.prize, from, "", redraw.reason}}};
  for (const std::string_view name : next) {
    const std::string to(name);
    moves.length += to.size() + 1;
    if (picked.took_part.count(to) == 1) continue;  // SPOP draws those again who were passed over
    moves.all.back().to = to;
    const auto reason = eligibility.reason_against(to);
    if (!reason) return moves;
    moves.all.push_back({redraw.prize, to, "", *reason});
  }
  return moves;
}

std::string log_line(const std::string& prize, const draw::Replacement& first, const draw::Replacement& last) {
  const std::string why = first.from + (first.reason == "cannot accept" ? " " : " is ") + first.reason;
  return last.to.empty() ? "took “" + prize + "” back: " + why + ", and nobody is left to win it"
                         : "gave “" + prize + "” to " + last.to + ": " + why;
}

Outcome replace(Store& store, const draw::Action& action, const Picked& picked, const Moves& moves) {
  const draw::Keys& keys = store.keys;
  const draw::Replacement& first = moves.all.front();
  const draw::Replacement& last = moves.all.back();
  const std::string draw = draw::field(picked.fields, "draw");
  std::vector<std::string> arguments{first.prize, first.from, last.to, draw::field(picked.fields, "mark"),
                                     draw::field(picked.fields, "replaced")};
  if (!picked.core.is_null()) {
    const draw::Record record = moved_on(picked.core, moves.all);
    arguments.insert(arguments.end(), {std::to_string(picked.core.at("replacements").size() + moves.all.size()),
                                       std::to_string(std::stoull(draw::field(picked.fields, "next")) + moves.length),
                                       record.core, record.summary});
  }
  return perform(store, draw::scripts::replace, action, log_line(first.prize, first, last),
                 {keys.prizes, keys.entrants, keys.winners, keys.winners_json, keys.fairness, keys.record + draw,
                  keys.summary + draw},
                 arguments);
}

}  // namespace

namespace draw {

Outcome redraw(Store& store, Profiles& profiles, const Action& action, const Redraw& redraw) {
  for (;;) {
    const io::Reply winner = store.redis.command({"HGET", store.keys.winners, redraw.prize});
    if (was_done(store, action)) return Outcome::done;  // asked after the winner, who has changed if it was done since
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
    const Moves moves = moves_of(redraw, winner.text(), picked, next, eligibility);
    const Outcome outcome = replace(store, action, picked, moves);
    // Another prize may have moved on meanwhile, and taken who was next. If it was this one, once is enough.
    if (outcome != Outcome::changed) return outcome;
  }
}

}  // namespace draw
