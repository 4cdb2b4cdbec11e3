#include "draw/pick.hpp"

#include <algorithm>
#include <numeric>

#include "draw/eligibility.hpp"
#include "draw/log.hpp"
#include "draw/scripts.hpp"
#include "draw/snapshot.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

constexpr std::string_view most_records = "50";

Outcome close_for_pick(Store& store, const Action& action, const std::string& word) {
  const Keys& keys = store.keys;
  return perform(store, scripts::close_for_pick, action, "closed the draw to pick the winners",
                 {keys.is_open, keys.prizes, keys.entrants, keys.winners, keys.fairness},
                 {word.empty() ? "no word" : "word"});
}

// The byte offset in the joined order after the winners, where redraws continue.
std::size_t next_in(const Order& order, const Result& result) {
  const auto moved_on = std::count_if(result.replacements.begin(), result.replacements.end(),
                                      [](const Replacement& each) { return !each.to.empty(); });
  const auto used = static_cast<std::ptrdiff_t>(std::min(order.prizes.size(), order.entrants.size())) + moved_on;
  return std::accumulate(order.entrants.begin(), order.entrants.begin() + used, std::size_t{0},
                         [](std::size_t sum, std::string_view entrant) { return sum + entrant.size() + 1; });
}

std::string log_line(const Result& result, const LastPart& last) {
  const std::string picked =
      last.without_round.empty() ? "picked the winners" : "picked the winners without the public beacon";
  std::vector<std::string> passed_over;
  for (const auto& each : result.replacements) passed_over.push_back(each.from + " (" + each.reason + ")");
  return passed_over.empty() ? picked : picked + ", passing over " + some_of(passed_over);
}

Outcome award(Store& store, const Action& action, const Roster& roster, const Order& order, const Result& result,
              const LastPart& last) {
  const Keys& keys = store.keys;
  const std::string& draw = roster.identity.draw;
  const Record record = record_of(roster, order, result, last);
  const std::string picked_at = io::now_utc();
  const bool is_ranked = roster.identity.method == Method::ranked;
  std::vector<std::string> arguments{std::to_string(store.kept.count()),
                                     draw,
                                     mark_of(draw),
                                     std::to_string(roster.prizes.size()),
                                     std::to_string(roster.entrants.size()),
                                     record.core,
                                     record.summary,
                                     (is_ranked ? order.entrants : roster.entrants).text(),
                                     std::to_string(is_ranked ? next_in(order, result) : 0),
                                     std::string(most_records),
                                     draw + " " + picked_at + " " + roster.identity.opened_at + " " + roster.title,
                                     std::to_string(result.replacements.size()),
                                     last.without_round,
                                     picked_at,
                                     roster.identity.opened_at,
                                     roster.title};
  arguments.reserve(arguments.size() + 2 * result.awards.size());
  for (const auto& [prize, id] : result.awards) arguments.insert(arguments.end(), {prize, id});
  return perform(
      store, scripts::award, action, log_line(result, last),
      {keys.is_open,  keys.prizes,  keys.entrants, keys.winners, keys.winners_json, keys.unverified, keys.arrivals,
       keys.fairness, keys.renamed, keys.removed,  keys.record,  keys.order,        keys.summary,    keys.records,
       keys.roster,   keys.phones,  keys.added,    keys.opened,  keys.draws,        keys.faces},
      arguments);
}

std::variant<LastPart, Outcome> last_part_of(Store& store, Relays& relays, const Roster& roster, const PickWish& wish) {
  const auto& [draw, secret, method, is_published, opened_at, beacon] = roster.identity;
  if (!wish.word.empty() && method == Method::spop) return Outcome::no_word_with_spop;
  if (!beacon) return LastPart{wish.word};
  if (!wish.word.empty()) return Outcome::no_word_with_beacon;
  if (read_snapshot(store).seconds_to_round().value_or(0) > 0) return Outcome::before_the_round;
  auto answer = relays.ask(beacon->chain, roster.round);
  store.redis.begin(time_for_a_million);
  if (auto* round = std::get_if<Round>(&answer)) return LastPart{"", std::move(*round)};
  const std::string& reason = std::get<NoRound>(answer).reason;
  if (wish.without_beacon) return LastPart{"", std::nullopt, reason};
  write_log(store, "could not pick because the public beacon did not provide round " + std::to_string(roster.round) +
                       ": " + reason);
  return Outcome::no_round;
}

}  // namespace

Outcome pick(Store& store, Profiles& profiles, Relays& relays, const Action& action, const PickWish& wish) {
  const Outcome closed = close_for_pick(store, action, wish.word);
  if (closed != Outcome::closed_for_the_pick) return closed;
  std::optional<LastPart> last;
  for (Source source = Source::kept_text;; source = Source::set) {
    store.redis.begin(time_for_a_million);
    const auto frozen = frozen_roster(store, source);
    if (const auto* refused = std::get_if<Outcome>(&frozen)) {
      return was_done(store, action) ? Outcome::done : *refused;
    }
    const auto& roster = std::get<Roster>(frozen);
    if (!last) {
      auto part = last_part_of(store, relays, roster, wish);
      if (const auto* refused = std::get_if<Outcome>(&part)) return *refused;
      last = std::get<LastPart>(std::move(part));
    }
    const Order order = order_of(store, roster, *last);
    const auto took_part = [&](std::string_view id) {
      return std::binary_search(roster.entrants.begin(), roster.entrants.end(), id);
    };
    const bool is_from_set = roster.identity.method == Method::spop;  // which may have been changed manually
    if (is_from_set && !std::all_of(order.entrants.begin(), order.entrants.end(), took_part)) continue;
    const std::size_t needed = std::min(order.prizes.size(), order.entrants.size());
    Eligibility eligibility(store, profiles, order.entrants, needed, took_part);
    const Result result = assign(order, [&](const std::string& id) { return eligibility.reason_against(id); });
    const Outcome outcome = award(store, action, roster, order, result, *last);
    if (outcome != Outcome::changed) return outcome;
  }
}

Result assign(const Order& order,
              const std::function<std::optional<std::string>(const std::string& id)>& reason_against) {
  Result result;
  const std::size_t count = std::min(order.prizes.size(), order.entrants.size());
  std::size_t next = count;
  for (std::size_t i = 0; i < count; ++i) {
    std::string winner(order.entrants[i]);
    while (!winner.empty()) {
      const auto reason = reason_against(winner);
      if (!reason) break;
      const std::string to(next < order.entrants.size() ? order.entrants[next++] : "");
      result.replacements.push_back({order.prizes[i], winner, to, *reason});
      winner = to;
    }
    if (!winner.empty()) result.awards.emplace_back(order.prizes[i], winner);
  }
  return result;
}

}  // namespace draw
