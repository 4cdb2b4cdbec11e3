#include "draw/profiles.hpp"

#include <thread>

#include "draw/scripts.hpp"
#include "io/log.hpp"

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds time_limit{6};  // a little more than an answer may take
constexpr std::chrono::milliseconds between_looks{50};
constexpr std::chrono::seconds absence_kept{60};
constexpr std::chrono::hours stale_kept{24};
constexpr std::chrono::seconds refusal_kept{600};  // of our token

std::string in_seconds(std::chrono::seconds time) { return std::to_string(time.count()); }

}  // namespace

namespace draw {

Lookup Profiles::look_up(const GithubId& id) {
  const Keys& keys = store_.keys;
  const auto end = steady_clock::now() + time_limit;
  do {
    const auto said = store_.redis
                          .script(scripts::ask,
                                  {keys.profiles + id.text(), keys.nobody + id.text(), keys.github_silent,
                                   keys.asking + id.text(), keys.stale + id.text(), keys.token_refused},
                                  {in_seconds(time_limit)})
                          .fields();
    const std::string& word = said.at("word");
    const bool uses_token = said.at("token_refused") == "0";
    if (word == "unknown_user") return UnknownUser{said.at("kind") == "true" ? "" : said.at("kind")};
    if (word == "unavailable") return Unavailable{};
    if (word == "known") {
      if (auto profile = Profile::parse(said.at("profile"))) return std::move(*profile);
      return ask(id, std::nullopt, uses_token);  // an older program keeps anything
    }
    if (word == "ask") {
      const auto profile = github_.has_token() && uses_token ? Profile::parse(said.at("profile")) : std::nullopt;
      return ask(id, profile ? std::optional(Found{*profile, said.at("etag")}) : std::nullopt, uses_token);
    }
    std::this_thread::sleep_for(between_looks);
  } while (steady_clock::now() < end);
  return Unavailable{};
}

Lookup Profiles::ask(const GithubId& id, const std::optional<Found>& stale, bool uses_token) {
  const Keys& keys = store_.keys;
  const GitHub::Answer answer = github_.find(id, stale ? stale->etag : "", uses_token);
  if (const auto& quota = github_.quota()) {
    store_.redis.command({"SET", keys.github_quota, std::to_string(quota->left) + " " + std::to_string(quota->limit),
                          "EX", in_seconds(quota->renewed_in)});
  }
  if (const auto* found = std::get_if<Found>(&answer)) return remember(id, *found);
  if (std::holds_alternative<Unchanged>(answer)) return remember(id, *stale);

  const auto keep = [&](const std::string& key, std::chrono::seconds time, const std::string& value = "true") {
    store_.redis.transaction(
        {{"kept", {"SET", key, value, "NX", "EX", in_seconds(time)}}, {"answered", {"DEL", keys.asking + id.text()}}});
  };
  if (const auto* unknown = std::get_if<UnknownUser>(&answer)) {
    keep(keys.nobody + id.text(), absence_kept, unknown->kind.empty() ? "true" : unknown->kind);
    return *unknown;
  }
  if (std::holds_alternative<TokenRefused>(answer)) {
    io::log("GitHub refuses GITHUB_TOKEN; it is asked without the token for " + in_seconds(refusal_kept) + " s");
    keep(keys.token_refused, refusal_kept);
    return Unavailable{};
  }
  const auto& unavailable = std::get<Unavailable>(answer);
  io::log("GitHub: " + unavailable.reason + "; not asked again for " + in_seconds(unavailable.lasts) + " s");
  keep(keys.github_silent, unavailable.lasts);
  return unavailable;
}

// Under the current login as well, where the user was renamed.
Lookup Profiles::remember(const GithubId& id, const Found& found) {
  const Profile& profile = found.profile;
  const std::string stale = store_.keys.stale + id.text();
  const auto keep = [&](const GithubId& name) {
    return std::vector<std::string>{"SET", store_.keys.profiles + name.text(), profile.json, "EX",
                                    in_seconds(profile_kept)};
  };
  io::Commands commands{{"answered", {"DEL", store_.keys.asking + id.text()}},
                        {"as asked for", keep(id)},
                        {"by the current login", keep(profile.current_login(id))}};
  if (!found.etag.empty() && github_.has_token()) {
    commands.push_back({"version", {"HSET", stale, "etag", found.etag, "profile", profile.json}});
    commands.push_back({"version expires", {"EXPIRE", stale, in_seconds(stale_kept)}});
  }
  store_.redis.transaction(commands);
  return profile;
}

std::optional<Quota> github_quota(Store& store) {
  const std::string& key = store.keys.github_quota;
  const io::Replies seen = store.redis.read({{"quota", {"GET", key}}, {"time left", {"PTTL", key}}});
  if (seen["quota"].is_nil()) return std::nullopt;
  const std::string& text = seen["quota"].text();
  const auto space = text.find(' ');
  return Quota{text.substr(0, space), text.substr(space + 1),
               std::chrono::seconds((seen["time left"].integer() + 999) / 1000)};
}

}  // namespace draw
