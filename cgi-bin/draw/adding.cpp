#include "draw/adding.hpp"

#include "draw/identity.hpp"
#include "draw/profile.hpp"
#include "draw/scripts.hpp"

namespace draw {

bool is_left_out(Store& store, const GithubId& id) {
  return !field(read_fairness(store), "leave_out").empty() &&
         store.redis.command({"SISMEMBER", store.keys.left_out, id.text()}).integer() == 1;
}

std::vector<std::string> who_cannot_enter(Store& store, const std::vector<GithubId>& ids) {
  if (ids.empty()) return {};
  const Keys& keys = store.keys;
  const auto names = texts_of(ids);
  const bool leaves_out = !field(read_fairness(store), "leave_out").empty();
  const io::Replies seen = store.redis.transaction({{"excluded", io::with({"SMISMEMBER", keys.excluded}, names)},
                                                    {"left out", io::with({"SMISMEMBER", keys.left_out}, names)}});
  std::vector<std::string> out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_left_out = leaves_out && seen["left out"].list()[i].integer() == 1;
    if (is_left_out || seen["excluded"].list()[i].integer() == 1) out.push_back(names[i]);
  }
  return out;
}

Outcome add(Store& store, const Action& action, const std::vector<GithubId>& ids) {
  const Keys& keys = store.keys;
  const auto profiles = kept_profiles(store, texts_of(ids));
  std::vector<std::string> arguments;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto& profile = profiles[i];
    const GithubId id = profile ? profile->current_login(ids[i]) : ids[i];
    arguments.insert(arguments.end(), {id.text(), ids[i].text(), profile ? "known" : "unverified"});
  }
  return perform(store, scripts::add, action, "added ",
                 {keys.is_open, keys.prizes, keys.entrants, keys.unverified, keys.excluded, keys.left_out,
                  keys.arrivals, keys.renamed, keys.removed, keys.added, keys.fairness, keys.phones},
                 arguments);
}

}  // namespace draw
