#include "draw/eligibility.hpp"

#include <algorithm>
#include <utility>

#include "draw/adding.hpp"

namespace draw {

// Prepares this one together with others who will be needed: first as many as there are prizes, then as many as could
// not win, and finally a few more, so that a thousand who do not exist do not take a thousand rounds.
void Eligibility::prepare(const std::string& id) {
  const auto first = std::find(next_.begin() + static_cast<std::ptrdiff_t>(prepared_), next_.end(), id);
  const auto left = static_cast<std::size_t>(next_.end() - first);
  const auto count = static_cast<std::ptrdiff_t>(std::min(std::max<std::size_t>(needed_, 1), left));
  const auto ids = left > 0 ? std::vector<std::string>(first, first + count) : std::vector{id};
  read(ids);
  look_up(ids);
  prepared_ = static_cast<std::size_t>(first - next_.begin() + count);
  const auto cannot_win = [this](const std::string& each) {
    const Known& known = known_[each];
    return known.is_excluded || std::holds_alternative<UnknownUser>(known.lookup);
  };
  const auto unable = static_cast<std::size_t>(std::count_if(ids.begin(), ids.end(), cannot_win));
  unable_ += unable;
  needed_ = std::max(unable, unable_ / 4);
}

void Eligibility::read(const std::vector<std::string>& ids) {
  if (ids.empty()) return;
  std::vector<std::string> profiles{"MGET"};
  for (const std::string& id : ids) profiles.push_back(store_.keys.profiles + id);
  const io::Replies seen =
      store_.redis.transaction({{"unverified", io::with({"SMISMEMBER", store_.keys.unverified}, ids)},
                                {"excluded", io::with({"SMISMEMBER", store_.keys.excluded}, ids)},
                                {"profiles", profiles}});
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto profile = profile_in(seen["profiles"].list()[i]);
    known_[ids[i]] = {seen["unverified"].list()[i].integer() == 1, seen["excluded"].list()[i].integer() == 1,
                      profile ? profile->account : ""};
  }
}

// Only the unverified ones. Only an older program lets in IDs that are not valid.
void Eligibility::look_up(const std::vector<std::string>& ids) {
  std::vector<GithubId> open;
  for (const std::string& id : ids) {
    const Known& known = known_[id];
    const auto github_id = known.is_unverified && !known.is_excluded ? GithubId::parse(id) : std::nullopt;
    if (github_id) open.push_back(*github_id);
  }
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end_ - std::chrono::steady_clock::now());
  for (auto& [id, lookup] : profiles_.look_up(open, left)) {
    Known& known = known_[id];
    if (const auto* profile = std::get_if<Profile>(&lookup)) known.account = profile->account;
    known.lookup = std::move(lookup);
  }
}

void Eligibility::have_won(const std::vector<std::string>& ids) {
  read(ids);
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
  if (known_.count(id) == 0) prepare(id);
  const Known& known = known_[id];
  if (known.is_excluded) return "excluded";
  if (auto reason = reason_by_lookup(id, known.lookup)) return reason;
  if (known.account.empty()) return std::nullopt;
  look_up_winners();
  const std::string& winner = winners_.emplace(known.account, id).first->second;
  return winner == id ? std::nullopt : std::optional("entered as " + winner + " too");
}

std::optional<std::string> Eligibility::reason_by_lookup(const std::string& id, const Lookup& lookup) {
  if (std::holds_alternative<UnknownUser>(lookup)) return "GitHub knows no such user";
  const auto* profile = std::get_if<Profile>(&lookup);
  const auto login = profile != nullptr ? GithubId::parse(profile->login) : std::nullopt;
  if (!login || login->text() == id) return std::nullopt;
  if (store_.redis.command({"SISMEMBER", store_.keys.excluded, login->text()}).integer() == 1) {
    return "excluded as " + login->text();
  }
  if (is_left_out(store_, *login)) return "left out as " + login->text();
  if (took_part_(login->text())) return "entered as " + login->text() + " too";
  return std::nullopt;
}

void Eligibility::look_up_winners() {
  const auto winners = std::exchange(unknown_winners_, {});
  look_up(winners);
  for (const std::string& id : winners) {
    if (const std::string& account = known_[id].account; !account.empty()) winners_.emplace(account, id);
  }
}

}  // namespace draw
