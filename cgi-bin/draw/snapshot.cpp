#include "draw/snapshot.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <unordered_set>

#include "draw/closing.hpp"
#include "draw/identity.hpp"

namespace draw {

namespace {

constexpr long long no_key = -2;         // PTTL and PEXPIRETIME of a key that does not exist
constexpr long long no_time_limit = -1;  // PTTL of a key that does not expire

Phase phase(long long milliseconds_left, long long closes_at, bool has_winners, bool has_prizes) {
  if (milliseconds_left == no_time_limit) return Open{};
  if (milliseconds_left != no_key) {
    return Open{std::chrono::seconds(std::max(1LL, (milliseconds_left + 999) / 1000)), closes_at};
  }
  if (has_winners) return Won{};
  if (has_prizes) return Closed{};
  return NoDraw{};
}

std::optional<Freeze> freeze_of(const Fields& fields) {
  const std::string at = field(fields, "frozen_at");
  Freeze freeze{0, field(fields, "entrants_sha256"), field(fields, "prizes_sha256"), round_of(fields)};
  if (std::from_chars(at.data(), at.data() + at.size(), freeze.at).ec != std::errc()) return std::nullopt;
  return freeze;
}

}  // namespace

std::string_view Snapshot::state() const {
  constexpr std::array<std::array<std::string_view, 2>, 4> names{
      {{"NO_DRAW", "NO_DRAW"},
       {"DRAW_OPEN_NO_ENTRANTS", "DRAW_OPEN_WITH_ENTRANTS"},
       {"DRAW_CLOSED_NO_ENTRANTS", "DRAW_CLOSED_WITH_ENTRANTS"},
       {"DRAW_WON", "DRAW_WON"}}};
  return names.at(phase.index()).at(entrants > 0 ? 1 : 0);
}

std::string Snapshot::version() const {
  const auto* open = std::get_if<Open>(&phase);
  const bool is_won = std::holds_alternative<Won>(phase);  // then one entrant less means a redraw
  const std::string shown =
      joined({std::string(state()), published ? published->draw : "",
              open != nullptr && open->closes_in ? "limited" : "", freeze ? freeze->entrants_sha256 : "",
              std::to_string(reopened.size()), std::to_string(winners), is_won ? std::to_string(entrants) : "",
              replaced, joined(prizes), joined(show.fields()), std::to_string(show.shown()),
              scheduled ? scheduled->draw : "", seconds_to_round().value_or(1) == 0 ? "round" : ""});
  return std::to_string(std::hash<std::string>{}(shown));  // the same in every process of this build
}

std::vector<std::string> Snapshot::unrevealed() const {
  std::vector<std::string> all;
  if (!std::holds_alternative<Won>(phase)) return all;
  const std::unordered_set<std::string> not_won(prizes.begin(), prizes.end());
  for (const Prize& each : show.prizes()) {
    if (not_won.count(each.name) == 0 && !show.has_revealed(each.name)) all.push_back(each.name);
  }
  return all;
}

bool Snapshot::can_reopen() const {
  const bool has_beacon = published && published->beacon;
  const long long limit = has_beacon ? published->beacon->margin : reopening_limit.count();
  return freeze && now - freeze->at < limit;
}

std::optional<long long> Snapshot::seconds_to_round() const {
  if (!freeze || freeze->round == 0) return std::nullopt;
  return std::max(0LL, Quicknet::time_of(freeze->round) + Quicknet::time_to_spread - now);
}

bool Snapshot::is_round_late() const {
  constexpr long long soon = 60;  // seconds
  return freeze && freeze->round != 0 && now > Quicknet::time_of(freeze->round) + soon;
}

Snapshot read_snapshot(Store& store) {
  const Keys& keys = store.keys;
  const io::Replies seen = store.redis.read({{"time left", {"PTTL", keys.is_open}},
                                             {"closes at", {"PEXPIRETIME", keys.is_open}},
                                             {"prizes", {"SMEMBERS", keys.prizes}},
                                             {"entrants", {"SCARD", keys.entrants}},
                                             {"winners", {"HLEN", keys.winners}},
                                             {"mark of winners", {"PEXPIRETIME", keys.winners}},
                                             {"mark of prizes", {"PEXPIRETIME", keys.prizes}},
                                             {"fairness", {"HGETALL", keys.fairness}},
                                             {"removed", {"HGET", keys.removed, "#"}},
                                             {"opened", {"LLEN", keys.opened}},
                                             {"records", {"LLEN", keys.records}},
                                             {"scheduled", io::with({"HMGET", keys.scheduled}, scheduled_fields)}});
  Snapshot snapshot;
  snapshot.now = std::stoll(seen["now"].text());
  snapshot.scheduled = scheduled_of(seen["scheduled"]);
  snapshot.prizes = seen["prizes"].texts();
  snapshot.entrants = seen["entrants"].integer();
  snapshot.winners = seen["winners"].integer();
  snapshot.phase = phase(seen["time left"].integer(), seen["closes at"].integer() / 1000, snapshot.winners > 0,
                         !snapshot.prizes.empty());
  const auto& mark = snapshot.winners > 0 ? seen["mark of winners"] : seen["mark of prizes"];
  const Fields fields = fields_of_draw(seen["fairness"].fields(), mark.integer());
  snapshot.method = parse_method(field(fields, "method")).value_or(store.default_method);
  snapshot.freeze = freeze_of(fields);
  snapshot.reopened = reopenings_of(fields);
  snapshot.replaced = field(fields, "replaced");
  snapshot.without_round = field(fields, "without_round");
  snapshot.moves = moves_of(fields);
  snapshot.can_undo = can_undo(fields);
  snapshot.show = Show::of(fields);
  snapshot.leave_out = field(fields, "leave_out");
  std::sort(snapshot.prizes.begin(), snapshot.prizes.end(),
            [&](const auto& a, const auto& b) { return snapshot.show.comes_before(a, b); });
  if (field(fields, "published") == "yes") {
    snapshot.published = {field(fields, "draw"), field(fields, "opened_at"), field(fields, "commitment"),
                          beacon_of(fields)};
    if (const auto& removed = seen["removed"]; !removed.is_nil()) snapshot.removed = std::stoll(removed.text());
  }
  snapshot.has_past = seen["opened"].integer() + seen["records"].integer() > (snapshot.published ? 1 : 0);
  return snapshot;
}

Snapshot look(Store& store) {
  Snapshot snapshot = read_snapshot(store);
  const bool is_due = snapshot.scheduled && snapshot.scheduled->opens_at <= snapshot.now;
  const bool is_frozen = !std::holds_alternative<Closed>(snapshot.phase) || snapshot.freeze;
  if (!is_due && is_frozen) return snapshot;
  try {
    if (is_due) open_if_due(store);
    if (!is_frozen) {
      if (static_cast<std::size_t>(snapshot.entrants) >= many_entrants) store.redis.begin(time_for_a_million);
      freeze(store);
    }
  } catch (const io::RedisError&) {
    return snapshot;  // reading works even if Redis rejects writes, because it is full or a replica
  }
  return read_snapshot(store);
}

}  // namespace draw
