#include "draw/eligibility.hpp"

#include <utility>

namespace draw {

void Eligibility::prepare(const std::vector<std::string>& ids) {
  if (ids.empty()) return;
  std::vector<std::string> unverified{"SMISMEMBER", store_.keys.unverified};
  std::vector<std::string> excluded{"SMISMEMBER", store_.keys.excluded};
  std::vector<std::string> profiles{"MGET"};
  for (const std::string& id : ids) {
    unverified.push_back(id);
    excluded.push_back(id);
    profiles.push_back(store_.keys.profiles + id);
  }
  const io::Replies seen =
      store_.redis.transaction({{"unverified", unverified}, {"excluded", excluded}, {"profiles", profiles}});
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const io::Reply& kept = seen["profiles"].list()[i];
    const auto profile = kept.is_nil() ? std::nullopt : Profile::parse(kept.text());
    known_[ids[i]] = {seen["unverified"].list()[i].integer() == 1, seen["excluded"].list()[i].integer() == 1,
                      profile ? profile->account : ""};
  }
}

void Eligibility::have_won(const std::vector<std::string>& ids) {
  prepare(ids);
  for (const std::string& id : ids) {
    const Known& known = known_[id];
    if (!known.account.empty()) {
      winners_.emplace(known.account, id);
    } else if (known.is_unverified) {
      unknown_winners_.push_back(id);
    }
  }
}

std::optional<std::string> Eligibility::reason_against(const std::string& id) {
  if (known_.count(id) == 0) prepare({id});
  const Known& known = known_[id];
  if (known.is_excluded) return "excluded";
  std::string account = known.account;
  if (known.is_unverified) {
    if (auto reason = reason_by_lookup(id, account)) return reason;
  }
  if (account.empty()) return std::nullopt;
  look_up_winners();
  const std::string& winner = winners_.emplace(account, id).first->second;
  return winner == id ? std::nullopt : std::optional("entered as " + winner + " too");
}

std::optional<std::string> Eligibility::reason_by_lookup(const std::string& id, std::string& account) {
  const auto github_id = GithubId::parse(id);
  if (!github_id) return std::nullopt;  // only an older program lets them in
  const Lookup lookup = lookups_.look_up(*github_id);
  if (std::holds_alternative<UnknownUser>(lookup)) return "GitHub knows no such user";
  const auto* profile = std::get_if<Profile>(&lookup);
  if (profile == nullptr) return std::nullopt;
  account = profile->account;
  const std::string login = profile->current_login(*github_id).text();
  if (login == id) return std::nullopt;
  if (is_excluded(login)) return "excluded as " + login;
  if (took_part_(login)) return "entered as " + login + " too";
  return std::nullopt;
}

void Eligibility::look_up_winners() {
  for (const std::string& id : std::exchange(unknown_winners_, {})) {
    std::string account;
    (void)reason_by_lookup(id, account);
    if (!account.empty()) winners_.emplace(account, id);
  }
}

bool Eligibility::is_excluded(const std::string& id) {
  return store_.redis.command({"SISMEMBER", store_.keys.excluded, id}).integer() == 1;
}

}  // namespace draw
