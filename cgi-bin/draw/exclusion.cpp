#include "draw/exclusion.hpp"

#include <algorithm>
#include <iterator>

#include "draw/log.hpp"
#include "draw/scripts.hpp"

namespace {

std::vector<std::string> keys_of(const draw::Keys& keys) {
  return {keys.is_open, keys.entrants, keys.unverified, keys.excluded, keys.arrivals, keys.removed};
}

}  // namespace

namespace draw {

std::vector<std::string> excluded(Store& store) {
  std::vector<std::string> all = store.redis.command({"SMEMBERS", store.keys.excluded}).texts();
  std::sort(all.begin(), all.end());
  return all;
}

Outcome exclude(Store& store, const Action& action, const std::vector<GithubId>& ids) {
  if (ids.size() > most_excluded) return Outcome::too_many_excluded;
  std::vector<std::string> arguments{std::to_string(most_excluded)};
  std::transform(ids.begin(), ids.end(), std::back_inserter(arguments), [](const GithubId& id) { return id.text(); });
  const std::string did = "excluded " + some_of({arguments.begin() + 1, arguments.end()});
  return perform(store, scripts::exclude, action, did, keys_of(store.keys), arguments);
}

Outcome allow(Store& store, const Action& action, const GithubId& id) {
  return perform(store, scripts::allow, action, "let " + id.text() + " enter again", {store.keys.excluded},
                 {id.text()});
}

Outcome remove(Store& store, const Action& action, const GithubId& id, const std::string& reason, bool excludes) {
  const std::string did = (excludes ? "removed and excluded " : "removed ") + id.text() + ": " + reason;
  return perform(store, scripts::remove, action, did, keys_of(store.keys),
                 {std::to_string(most_excluded), id.text(), excludes ? "yes" : "no"});
}

}  // namespace draw
