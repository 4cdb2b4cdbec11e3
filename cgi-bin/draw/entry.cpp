#include "draw/entry.hpp"

#include <optional>
#include <stdexcept>

#include "draw/scripts.hpp"
#include "io/log.hpp"

namespace {

using draw::Entry;
using draw::GithubId;
using draw::Profile;
using draw::Store;

constexpr std::string_view recheck_limit = "10";  // seconds: a little more than one look-up may take

// One atomic step. `given` is the profile that GitHub just gave, "unverified", or nothing, to enter with the profile
// that Redis holds; nothing comes back where it holds none. `typed` is another login of the same user, or theirs.
std::optional<Entry> enter_as(Store& store, const GithubId& id, const std::string& given, const GithubId& typed) {
  const draw::Keys& keys = store.keys;
  const auto said = store.redis
                        .script(draw::scripts::enter,
                                {keys.is_open, keys.entrants, keys.unverified, keys.excluded, keys.arrivals,
                                 keys.profiles + id.text(), keys.renamed, keys.removed},
                                {id.text(), given, typed.text()})
                        .fields();
  const std::string& word = said.at("word");
  if (word == "entered") {
    return draw::Entered{Profile::parse(said.at("profile")).value_or(Profile::stand_in(id.text())),
                         said.at("some_are_unverified") == "1"};
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

void recheck(Store& store, Profiles& profiles, int most) {
  const Keys& keys = store.keys;
  for (int i = 0; i < most; ++i) {
    const io::Reply next = store.redis.script(scripts::recheck, {keys.entrants, keys.unverified, keys.rechecking},
                                              {std::string(recheck_limit)});
    const auto id = next.is_nil() ? std::nullopt : GithubId::parse(next.text());
    if (!id) return;
    const Lookup lookup = profiles.look_up(*id);
    if (std::holds_alternative<Unavailable>(lookup)) return;
    const auto* profile = std::get_if<Profile>(&lookup);
    const std::string login = profile != nullptr ? profile->current_login(*id).text() : "";
    const io::Reply said = store.redis.script(scripts::verify,
                                              {keys.is_open, keys.entrants, keys.unverified, keys.excluded,
                                               keys.arrivals, keys.rechecking, keys.renamed, keys.removed},
                                              {id->text(), login});
    if (said.text() == "removed")
      io::log("removed: " + id->text() +
              (login.empty() ? ", whom GitHub does not know" : ", who is excluded as " + login));
  }
}

}  // namespace draw
