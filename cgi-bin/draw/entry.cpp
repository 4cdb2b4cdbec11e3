#include "draw/entry.hpp"

#include <optional>
#include <stdexcept>

#include "draw/schedule.hpp"
#include "draw/scripts.hpp"
#include "io/crypto.hpp"

namespace draw {

namespace {

// Only a hash is stored, so that nobody who can read Redis can act for the browser.
std::string phone_hash(const std::string& phone) { return phone.empty() ? "" : io::sha256_hex(phone); }

// One atomic step. `given` is the profile that GitHub just returned, "unverified", or empty to use the profile in
// Redis; returns nothing if Redis has none. `typed` is the login that was typed, which may be a former one.
std::optional<Entry> enter_as(Store& store, const GithubId& id, const std::string& given, const GithubId& typed,
                              const std::string& phone) {
  const Keys& keys = store.keys;
  const io::Reply reply = store.redis.script(
      scripts::enter,
      {keys.is_open, keys.entrants, keys.unverified, keys.excluded, keys.arrivals, keys.profiles + id.text(),
       keys.renamed, keys.removed, keys.prizes, keys.phones, keys.left_out},
      {id.text(), given, typed.text(), phone_hash(phone)}, io::Redis::Kept::on_replicas);
  const io::Reply::List& said = reply.list();
  const std::string& word = said.at(0).text();
  if (word == "entered") {
    return Entered{Profile::or_stand_in(Profile::parse(said.at(1).text()), id.text()), said.at(2).integer() == 1};
  }
  if (word == "entered_unverified") return EnteredUnverified{id};
  if (word == "already_entered") return AlreadyEntered{id};
  if (word == "not_open") return NotOpen{};
  if (word == "excluded") return Excluded{id};
  if (word == "left_out") return LeftOut{id};
  if (word == "profile_unknown") return std::nullopt;
  throw std::logic_error("enter.lua answered with the unknown word " + word);
}

Entry enter_once(Store& store, Profiles& profiles, const GithubId& id, const std::string& phone) {
  if (const auto entry = enter_as(store, id, "", id, phone)) return *entry;
  const Lookup lookup = profiles.look_up(id);
  if (const auto* unknown = std::get_if<UnknownUser>(&lookup)) return *unknown;
  if (std::holds_alternative<Unavailable>(lookup)) return enter_as(store, id, "unverified", id, phone).value();
  const auto& profile = std::get<Profile>(lookup);
  return enter_as(store, profile.current_login(id), profile.json, id, phone).value();
}

}  // namespace

Entry enter(Store& store, Profiles& profiles, const GithubId& id, const std::string& phone) {
  Entry entry = enter_once(store, profiles, id, phone);
  if (!std::holds_alternative<NotOpen>(entry) || !open_if_due(store)) return entry;
  return enter_once(store, profiles, id, phone);
}

}  // namespace draw
