#include "draw/entry.hpp"

#include <optional>
#include <stdexcept>

#include "draw/scripts.hpp"

namespace {

using draw::Entry;
using draw::GithubId;
using draw::Profile;
using draw::Store;

// One atomic step. `given` is the profile that GitHub just gave, "unverified", or nothing, to enter with the profile
// that Redis holds; nothing comes back where it holds none. `typed` is another login of the same user, or theirs.
std::optional<Entry> enter_as(Store& store, const GithubId& id, const std::string& given, const GithubId& typed) {
  const draw::Keys& keys = store.keys;
  const io::Reply reply = store.redis.script(draw::scripts::enter,
                                             {keys.is_open, keys.entrants, keys.unverified, keys.excluded,
                                              keys.arrivals, keys.profiles + id.text(), keys.renamed, keys.removed},
                                             {id.text(), given, typed.text()});
  const io::Reply::List& said = reply.list();
  const std::string& word = said.at(0).text();
  if (word == "entered") {
    return draw::Entered{Profile::or_stand_in(Profile::parse(said.at(1).text()), id.text()), said.at(2).integer() == 1};
  }
  if (word == "entered_unverified") return draw::EnteredUnverified{id};
  if (word == "already_entered") return draw::AlreadyEntered{id};
  if (word == "not_open") return draw::NotOpen{};
  if (word == "excluded") return draw::Excluded{id};
  if (word == "profile_unknown") return std::nullopt;
  throw std::logic_error("enter.lua answered with the unknown word " + word);
}

}  // namespace

namespace draw {

Entry enter(Store& store, Profiles& profiles, const GithubId& id) {
  if (const auto entry = enter_as(store, id, "", id)) return *entry;
  const Lookup lookup = profiles.look_up(id);
  if (const auto* unknown = std::get_if<UnknownUser>(&lookup)) return *unknown;
  if (std::holds_alternative<Unavailable>(lookup)) return enter_as(store, id, "unverified", id).value();
  const auto& profile = std::get<Profile>(lookup);
  return enter_as(store, profile.current_login(id), profile.json, id).value();
}

}  // namespace draw
