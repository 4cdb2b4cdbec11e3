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
  std::vector<std::string> excluded{"SMISMEMBER", keys.excluded};
  for (const GithubId& id : ids) excluded.push_back(id.text());
  auto left_out = excluded;
  left_out[1] = keys.left_out;
  const bool leaves_out = !field(read_fairness(store), "leave_out").empty();
  const io::Replies seen = store.redis.transaction({{"excluded", excluded}, {"left out", left_out}});
  std::vector<std::string> out;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const bool is_left_out = leaves_out && seen["left out"].list()[i].integer() == 1;
    if (is_left_out || seen["excluded"].list()[i].integer() == 1) out.push_back(ids[i].text());
  }
  return out;
}

Outcome add(Store& store, const Action& action, const std::vector<GithubId>& ids) {
  const Keys& keys = store.keys;
  std::vector<std::string> words{"MGET"};
  for (const GithubId& id : ids) words.push_back(keys.profiles + id.text());
  const io::Reply kept = store.redis.command(words);
  std::vector<std::string> arguments;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const io::Reply& json = kept.list().at(i);
    const auto profile = json.is_nil() ? std::nullopt : Profile::parse(json.text());
    const GithubId id = profile ? profile->current_login(ids[i]) : ids[i];
    arguments.insert(arguments.end(), {id.text(), ids[i].text(), profile ? "known" : "unverified"});
  }
  return perform(store, scripts::add, action, "added ",
                 {keys.is_open, keys.prizes, keys.entrants, keys.unverified, keys.excluded, keys.left_out,
                  keys.arrivals, keys.renamed, keys.removed, keys.added, keys.fairness, keys.phones},
                 arguments);
}

}  // namespace draw
