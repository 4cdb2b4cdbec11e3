#include "draw/roster.hpp"

#include <boost/sort/spreadsort/string_sort.hpp>

#include "draw/log.hpp"
#include "draw/scripts.hpp"

namespace {

using draw::Outcome;
using draw::Roster;
using draw::Store;

constexpr std::chrono::seconds time_for_a_million{10};  // on a small machine

struct Seen {
  Roster roster;
  std::vector<std::string> unverified;  // entrants, sorted
  bool is_frozen = false;
};

std::vector<std::string> sorted_texts(const io::Reply& reply) {
  std::vector<std::string> texts = reply.texts();
  boost::sort::spreadsort::string_sort(texts.begin(), texts.end());  // a million in half the time of std::sort
  return texts;
}

std::variant<Seen, Outcome> read(Store& store) {
  const draw::Keys& keys = store.keys;
  const io::Replies seen = store.redis.transaction({{"open", {"EXISTS", keys.is_open}},
                                                    {"won", {"EXISTS", keys.winners}},
                                                    {"prizes", {"SMEMBERS", keys.prizes}},
                                                    {"entrants", {"SMEMBERS", keys.entrants}},
                                                    {"unverified", {"SINTER", keys.unverified, keys.entrants}},
                                                    {"mark", {"PEXPIRETIME", keys.prizes}},
                                                    {"fairness", {"HGETALL", keys.fairness}}});
  if (seen["open"].integer() == 1) return Outcome::still_open;
  if (seen["won"].integer() == 1) return Outcome::already_picked;
  Roster roster{draw::Identity{}, sorted_texts(seen["prizes"]), sorted_texts(seen["entrants"]), "", ""};
  if (roster.prizes.empty()) return Outcome::no_draw;
  roster.entrants_sha256 = draw::hash_of(roster.entrants);
  roster.prizes_sha256 = draw::hash_of(roster.prizes);

  const draw::Fields known = draw::fields_of_draw(seen["fairness"].fields(), seen["mark"].integer());
  const std::string frozen_at = draw::field(known, "frozen_at");
  roster.identity = known.empty()
                        ? draw::Identity::make(store.default_method, false)
                        : draw::Identity{draw::field(known, "draw"), draw::field(known, "secret"),
                                         draw::parse_method(draw::field(known, "method")).value(),
                                         draw::field(known, "published") == "yes", draw::field(known, "opened_at")};
  roster.title = draw::field(known, "title");
  if (!frozen_at.empty()) {
    if (draw::field(known, "entrants_sha256") != roster.entrants_sha256 ||
        draw::field(known, "prizes_sha256") != roster.prizes_sha256) {
      draw::write_log(store, "refused to pick: the " + draw::count_of(roster.entrants.size(), "entrant") + " and " +
                                 draw::count_of(roster.prizes.size(), "prize") +
                                 " in Redis are not those that were fixed at the close");
      return Outcome::roster_changed;
    }
    roster.frozen_at = std::stoll(frozen_at);
  }
  return Seen{std::move(roster), sorted_texts(seen["unverified"]), !frozen_at.empty()};
}

// What the log says: an older program that picks fails on an unverified entrant who does not exist.
std::string line(const Seen& seen) {
  const std::string line = "froze the list of " + draw::count_of(seen.roster.entrants.size(), "entrant");
  return seen.unverified.empty() ? line : line + "; GitHub has not confirmed " + draw::some_of(seen.unverified);
}

}  // namespace

namespace draw {

void freeze(Store& store) { (void)frozen_roster(store); }

std::variant<Roster, Outcome> frozen_roster(Store& store) {
  store.redis.begin(time_for_a_million);
  for (;;) {
    auto seen = read(store);
    if (const auto* refused = std::get_if<Outcome>(&seen)) return *refused;
    auto& [roster, unverified, is_frozen] = std::get<Seen>(seen);
    if (is_frozen) return std::move(roster);
    const Keys& keys = store.keys;
    std::vector<std::string> arguments{roster.identity.draw,
                                       mark_of(roster.identity.draw),
                                       std::to_string(roster.prizes.size()),
                                       std::to_string(roster.entrants.size()),
                                       roster.prizes_sha256,
                                       roster.entrants_sha256};
    const auto fields = roster.identity.fields();
    arguments.insert(arguments.end(), fields.begin(), fields.end());
    const Outcome outcome = perform(store, scripts::freeze, {nobody}, line(std::get<Seen>(seen)),
                                    {keys.is_open, keys.prizes, keys.entrants, keys.winners, keys.fairness}, arguments);
    if (outcome != Outcome::done) continue;  // somebody else was faster: read what stands there now
    roster.frozen_at = std::stoll(store.redis.command({"HGET", keys.fairness, "frozen_at"}).text());
    return std::move(roster);
  }
}

}  // namespace draw
