#include "draw/roster.hpp"

#include <malloc.h>

#include <boost/sort/spreadsort/string_sort.hpp>
#include <sstream>

#include "draw/log.hpp"
#include "draw/scripts.hpp"
#include "io/crypto.hpp"

namespace draw {

namespace {

struct Seen {
  Roster roster;
  std::vector<std::string> unverified;  // entrants, sorted
  bool is_frozen = false;
};

std::vector<std::string> sorted_texts(const io::Reply& reply) {
  std::vector<std::string> texts = reply.texts();
  boost::sort::spreadsort::string_sort(texts.begin(), texts.end());  // twice as fast as std::sort for a million
  return texts;
}

// From the set, or from the text that the freeze stored.
Names entrants_of(const io::Reply& reply) {
  if (reply.is_nil()) return {};
  return reply.is_list() ? Names(sorted_texts(reply)) : Names(reply.text());
}

Identity identity_of(const Store& store, const Fields& known) {
  if (known.empty()) return Identity::make(store.default_method, false);
  return {field(known, "draw"),
          field(known, "secret"),
          parse_method(field(known, "method")).value(),
          field(known, "published") == "yes",
          field(known, "opened_at"),
          beacon_of(known)};
}

std::variant<Seen, Outcome> read(Store& store, Source source) {
  const Keys& keys = store.keys;
  const bool is_text = source == Source::kept_text;
  const io::Replies seen =
      store.redis.transaction({{"open", {"EXISTS", keys.is_open}},
                               {"won", {"EXISTS", keys.winners}},
                               {"prizes", {"SMEMBERS", keys.prizes}},
                               {"entrants", {is_text ? "GET" : "SMEMBERS", is_text ? keys.roster : keys.entrants}},
                               {"unverified", {"SINTER", keys.unverified, keys.entrants}},
                               {"added", {"SINTER", keys.added, keys.entrants}},
                               {"left out", {"SMEMBERS", keys.left_out}},
                               {"mark", {"PEXPIRETIME", keys.prizes}},
                               {"fairness", {"HGETALL", keys.fairness}}});
  if (seen["open"].integer() == 1) return Outcome::still_open;
  if (seen["won"].integer() == 1) return Outcome::already_picked;
  const Fields known = fields_of_draw(seen["fairness"].fields(), seen["mark"].integer());
  Roster roster{identity_of(store, known), sorted_texts(seen["prizes"]), entrants_of(seen["entrants"]), "", ""};
  if (roster.prizes.empty()) return Outcome::no_draw;
  roster.entrants_sha256 = io::sha256_hex(roster.entrants.text());
  roster.prizes_sha256 = hash_of(roster.prizes);

  const std::string frozen_at = field(known, "frozen_at");
  roster.title = field(known, "title");
  roster.reopened = reopenings_of(known);
  roster.left_out_draws = field(known, "leave_out");
  if (!roster.left_out_draws.empty()) roster.left_out = sorted_texts(seen["left out"]);
  if (!known.empty()) roster.added = sorted_texts(seen["added"]);
  const bool same = field(known, "entrants_sha256") == roster.entrants_sha256 &&
                    field(known, "prizes_sha256") == roster.prizes_sha256;
  if (is_text && !same) return read(store, Source::set);
  if (!frozen_at.empty()) {
    if (!same) {
      write_log(store, "refused to pick: the " + count_of(roster.entrants.size(), "entrant") + " and " +
                           count_of(roster.prizes.size(), "prize") + " in Redis are not the ones fixed at the close");
      return Outcome::roster_changed;
    }
    roster.frozen_at = std::stoll(frozen_at);
    roster.round = round_of(known);
  }
  return Seen{std::move(roster), sorted_texts(seen["unverified"]), !frozen_at.empty()};
}

// The log line. It names unverified entrants, since an older program fails when it picks one who does not exist.
std::string line(const Seen& seen) {
  const std::string line = "froze the list of " + count_of(seen.roster.entrants.size(), "entrant");
  return seen.unverified.empty() ? line : line + "; GitHub has not confirmed " + some_of(seen.unverified);
}

enum class Keep { no, text };

std::variant<Roster, Outcome> frozen(Store& store, Source source, Keep keep) {
  for (;;) {
    auto seen = read(store, source);
    if (const auto* refused = std::get_if<Outcome>(&seen)) return *refused;
    auto& [roster, unverified, is_frozen] = std::get<Seen>(seen);
    if (is_frozen) return std::move(roster);
    const Keys& keys = store.keys;
    const bool is_kept = keep == Keep::text && roster.entrants.size() >= many_entrants;
    const auto arguments =
        io::with({roster.identity.draw, mark_of(roster.identity.draw), std::to_string(roster.prizes.size()),
                  std::to_string(roster.entrants.size()), roster.prizes_sha256, roster.entrants_sha256,
                  std::to_string(store.kept.count()), is_kept ? roster.entrants.text() : "",
                  std::to_string(Quicknet::genesis), std::to_string(Quicknet::period)},
                 roster.identity.fields());
    const Outcome outcome = perform(
        store, scripts::freeze, {nobody}, line(std::get<Seen>(seen)),
        {keys.is_open, keys.prizes, keys.entrants, keys.winners, keys.fairness, keys.roster, keys.added}, arguments);
    if (outcome != Outcome::done) continue;  // another process was faster: read again
    const auto fixed = store.redis.command({"HMGET", keys.fairness, "frozen_at", "round"}).list();
    roster.frozen_at = std::stoll(fixed[0].text());
    roster.round = fixed[1].is_nil() ? 0 : std::stoll(fixed[1].text());
    return std::move(roster);
  }
}

}  // namespace

std::vector<Reopening> reopenings_of(const Fields& fairness) {
  std::vector<Reopening> all;
  std::istringstream words(field(fairness, "reopened"));
  for (Reopening next; words >> next.at >> next.frozen_at >> next.entrants_sha256 >> next.prizes_sha256;) {
    all.push_back(next);
  }
  return all;
}

void freeze(Store& store) {
  const auto entrants = [&] {
    const auto roster = frozen(store, Source::set, Keep::text);
    return std::holds_alternative<Roster>(roster) ? std::get<Roster>(roster).entrants.size() : 0;
  }();
  if (entrants >= many_entrants) malloc_trim(0);  // give back the memory of a million: the process may idle for weeks
}

std::variant<Roster, Outcome> frozen_roster(Store& store, Source source) { return frozen(store, source, Keep::no); }

}  // namespace draw
