#include "draw/replacement.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "draw/eligibility.hpp"
#include "draw/record.hpp"
#include "draw/scripts.hpp"
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
  const draw::Keys& keys = store.keys;
  const io::Replies seen = store.redis.transaction({{"mark", {"PEXPIRETIME", keys.winners}},
                                                    {"winners", {"HVALS", keys.winners}},
                                                    {"fairness", {"HGETALL", keys.fairness}}});
  Picked picked{nullptr, draw::fields_of_draw(seen["fairness"].fields(), seen["mark"].integer()), {}};
  const auto winners = seen["winners"].texts();
  picked.took_part = {winners.begin(), winners.end()};
  if (auto core = draw::current_core(store)) picked.core = std::move(*core);
  if (picked.core.is_object() && picked.core.at("replacements").is_array()) {
    for (const json& each : picked.core.at("replacements")) picked.took_part.insert(each.at("from"));
  }
  return picked;
}

// Who comes next, one after the other: from the order that was kept at the pick, or by SPOP.
class Next {
 public:
  Next(Store& store, const Picked& picked)
      : store_(store), picked_(picked), offset_(std::stoull("0" + draw::field(picked.fields, "next"))) {}

  std::optional<std::string> operator()() { return picked_.is_ranked() ? from_order() : by_spop(); }

  std::string offset() const { return std::to_string(offset_); }

 private:
  std::optional<std::string> from_order() {
    constexpr std::size_t longest_line = 64;
    const std::string end = std::to_string(offset_ + longest_line);
    const std::string rest = store_.redis.command({"GETRANGE", store_.keys.order, offset(), end}).text();
    if (rest.empty()) return std::nullopt;
    const std::string id = rest.substr(0, rest.find('\n'));
    offset_ += id.size() + 1;
    return id;
  }

  // Draws a few, and more only where none of them can be taken.
  std::optional<std::string> by_spop() {
    for (;;) {
      while (!drawn_.empty()) {
        const std::string id = drawn_.back();
        drawn_.pop_back();
        if (picked_.took_part.count(id) == 0 && seen_.insert(id).second) return id;
      }
      if (drew_all_) return std::nullopt;
      count_ *= 8;
      drawn_ = draw::draw_entrants(store_, count_);
      drew_all_ = drawn_.size() < count_;
    }
  }

  Store& store_;
  const Picked& picked_;
  std::size_t offset_;
  std::size_t count_ = 2;
  bool drew_all_ = false;
  std::vector<std::string> drawn_;
  std::set<std::string> seen_;
};

std::vector<draw::Replacement> replacements_of(const draw::Redraw& redraw, const std::string& from, Next& next,
                                               draw::Eligibility& eligibility) {
  std::vector<draw::Replacement> all{{redraw.prize, from, "", redraw.reason}};
  while (const auto to = next()) {
    all.back().to = *to;
    const auto reason = eligibility.reason_against(*to);
    if (!reason) return all;
    all.push_back({redraw.prize, *to, "", *reason});
  }
  return all;
}

std::string log_line(const std::string& prize, const draw::Replacement& first, const draw::Replacement& last) {
  const std::string why = first.from + (first.reason == "cannot accept" ? " " : " is ") + first.reason;
  return last.to.empty() ? "took “" + prize + "” back: " + why + ", and nobody is left to win it"
                         : "gave “" + prize + "” to " + last.to + ": " + why;
}

Outcome replace(Store& store, const draw::Action& action, const Picked& picked,
                const std::vector<draw::Replacement>& all, const std::string& next) {
  const draw::Keys& keys = store.keys;
  const auto& [prize, from, to, reason] = all.front();
  const std::string& winner = all.back().to;
  const std::string draw = draw::field(picked.fields, "draw");
  std::vector<std::string> arguments{prize, from, winner, draw::field(picked.fields, "mark"),
                                     draw::field(picked.fields, "replaced")};
  if (!picked.core.is_null()) {
    const draw::Record record = moved_on(picked.core, all);
    const std::string replaced = std::to_string(picked.core.at("replacements").size() + all.size());
    arguments.insert(arguments.end(), {replaced, next, record.core, record.summary});
  }
  return perform(store, draw::scripts::replace, action, log_line(prize, all.front(), all.back()),
                 {keys.prizes, keys.entrants, keys.winners, keys.winners_json, keys.fairness, keys.record + draw,
                  keys.summary + draw},
                 arguments);
}

}  // namespace

namespace draw {

Outcome redraw(Store& store, Lookups& lookups, const Action& action, const Redraw& redraw) {
  for (;;) {
    if (was_done(store, action)) return Outcome::done;
    const io::Reply winner = store.redis.command({"HGET", store.keys.winners, redraw.prize});
    if (winner.is_nil()) return Outcome::no_such_prize;
    const std::string& from = winner.text();
    if (!redraw.winner.empty() && from != redraw.winner) return Outcome::moved_on;
    const Picked picked = read(store);
    if (picked.is_ranked() && (picked.core.at("replacements").is_null() ||
                               store.redis.command({"EXISTS", store.keys.order}).integer() == 0)) {
      return Outcome::entrants_deleted;
    }
    Eligibility eligibility(store, lookups, [&](const std::string& id) {
      return picked.took_part.count(id) == 1 ||
             store.redis.command({"SISMEMBER", store.keys.entrants, id}).integer() == 1;
    });
    eligibility.have_won({picked.took_part.begin(), picked.took_part.end()});
    Next next(store, picked);
    const auto all = replacements_of(redraw, from, next, eligibility);
    const Outcome outcome = replace(store, action, picked, all, next.offset());
    // Another prize may have moved on meanwhile, and taken who was next. If it was this one, once is enough.
    if (outcome != Outcome::changed) return outcome;
  }
}

}  // namespace draw
