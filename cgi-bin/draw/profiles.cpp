#include "draw/profiles.hpp"

#include <thread>

#include "draw/scripts.hpp"
#include "io/log.hpp"

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds patience{6};  // a little more than an answer may take
constexpr std::chrono::milliseconds between_looks{50};
constexpr std::chrono::seconds absence_kept{60};
constexpr std::chrono::hours stale_kept{24};

std::string in_seconds(std::chrono::seconds time) { return std::to_string(time.count()); }

}  // namespace

namespace draw {

Lookup Profiles::look_up(const GithubId& id) {
  const auto end = steady_clock::now() + patience;
  do {
    const io::Reply reply = redis_.script(scripts::ask,
                                          {keys_.profile(id), keys_.nobody + id.text(), keys_.github_silent,
                                           keys_.asking + id.text(), keys_.stale + id.text()},
                                          {in_seconds(patience)});
    const io::Reply::List& said = reply.list();
    const std::string& word = said.at(0).text();
    if (word == "no_such_user") return NoSuchUser{};
    if (word == "silent") return Silence{};
    if (word == "known") {
      if (auto profile = Profile::parse(said.at(1).text())) return std::move(*profile);
      return ask(id, std::nullopt);  // an older program keeps anything
    }
    if (word == "ask") {
      const bool may_renew = github_.has_token() && !said.at(1).is_nil() && !said.at(2).is_nil();
      const auto profile = may_renew ? Profile::parse(said[2].text()) : std::nullopt;
      return ask(id, profile ? std::optional(Found{*profile, said[1].text()}) : std::nullopt);
    }
    std::this_thread::sleep_for(between_looks);
  } while (steady_clock::now() < end);
  return Silence{};
}

Lookup Profiles::ask(const GithubId& id, const std::optional<Found>& stale) {
  const GitHub::Answer answer = github_.find(id, stale ? stale->etag : "");
  if (const auto& quota = github_.quota()) {
    redis_.command({"SET", keys_.github_quota, std::to_string(quota->left) + " " + std::to_string(quota->limit), "EX",
                    in_seconds(quota->renewed_in)});
  }
  if (const auto* found = std::get_if<Found>(&answer)) return remember(id, *found);
  if (std::holds_alternative<Unchanged>(answer)) return remember(id, *stale);

  const std::vector<std::string> answered{"DEL", keys_.asking + id.text()};
  if (std::holds_alternative<NoSuchUser>(answer)) {
    redis_.transaction({{"SET", keys_.nobody + id.text(), "true", "EX", in_seconds(absence_kept)}, answered});
    return NoSuchUser{};
  }
  const auto& silence = std::get<Silence>(answer);
  io::log("GitHub: " + silence.reason + "; not asked again for " + in_seconds(silence.lasts) + " s");
  redis_.transaction({{"SET", keys_.github_silent, "true", "NX", "EX", in_seconds(silence.lasts)}, answered});
  return silence;
}

// Under the name of today as well, where the user was renamed.
Lookup Profiles::remember(const GithubId& id, const Found& found) {
  const auto& [profile, etag] = found;
  std::vector<std::vector<std::string>> commands{{"DEL", keys_.asking + id.text()}};
  for (const GithubId& name : {id, profile.id_of_today(id)}) {
    commands.push_back({"SET", keys_.profile(name), profile.json, "EX", in_seconds(profile_kept)});
  }
  if (!etag.empty() && github_.has_token()) {
    commands.push_back({"HSET", keys_.stale + id.text(), "etag", etag, "profile", profile.json});
    commands.push_back({"EXPIRE", keys_.stale + id.text(), in_seconds(stale_kept)});
  }
  redis_.transaction(commands);
  return profile;
}

}  // namespace draw
