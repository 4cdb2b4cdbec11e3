#include "draw/exclusion.hpp"

#include <algorithm>

#include "draw/log.hpp"
#include "draw/scripts.hpp"

namespace draw {

namespace {

std::vector<std::string> keys_of(const Keys& keys) {
  return {keys.is_open, keys.entrants, keys.unverified, keys.excluded, keys.arrivals, keys.removed};
}

}  // namespace

std::vector<std::string> excluded(Store& store) {
  std::vector<std::string> all = store.redis.command({"SMEMBERS", store.keys.excluded}).texts();
  std::sort(all.begin(), all.end());
  return all;
}

Outcome exclude(Store& store, const Action& action, const std::vector<GithubId>& ids) {
  if (ids.size() > most_excluded) return Outcome::too_many_excluded;
  const auto names = texts_of(ids);
  return perform(store, scripts::exclude, action, "excluded " + some_of(names), keys_of(store.keys),
                 io::with({std::to_string(most_excluded)}, names));
}

Outcome allow(Store& store, const Action& action, const GithubId& id) {
  return perform(store, scripts::allow, action, "allowed " + id.text() + " to enter again", {store.keys.excluded},
                 {id.text()});
}

Outcome remove(Store& store, const Action& action, const GithubId& id, const std::string& reason, bool excludes) {
  const std::string did = (excludes ? "removed and excluded " : "removed ") + id.text() + ": " + reason;
  return perform(store, scripts::remove, action, did, keys_of(store.keys),
                 {std::to_string(most_excluded), id.text(), excludes ? "yes" : "no"});
}

}  // namespace draw
