#include "draw/profiles.hpp"

#include <list>
#include <sstream>

#include "draw/scripts.hpp"
#include "io/log.hpp"

namespace draw {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds person_waits{700};
constexpr std::size_t most_wait = 4;  // well below the number of processes of `enter`
constexpr milliseconds between_looks{25};
constexpr std::chrono::seconds question_lasts{6};  // slightly longer than an answer may take
constexpr std::chrono::seconds absence_kept{60};
constexpr std::chrono::hours stale_kept{24};
constexpr std::chrono::seconds refusal_kept{600};  // of our token

std::string in_seconds(std::chrono::seconds time) { return std::to_string(time.count()); }

}  // namespace

Lookup Profiles::look_up(const GithubId& id) {
  if (auto known = look(id, false)) return std::move(*known);
  const Keys& keys = store_.keys;
  const auto end = steady_clock::now() + person_waits;
  const std::string who = id.text() + " " + io::to_hex(io::random_bytes(8));
  const std::string said = store_.redis
                               .script(scripts::wait, {keys.waited_for, keys.verifier},
                                       {who, name_, std::to_string(most_wait), std::to_string(person_waits.count())})
                               .text();
  if (said == "full") return Unavailable{};
  std::optional<Lookup> found;
  while (!(found = look(id, said == "alone")) && steady_clock::now() < end) run(between_looks);
  store_.redis.command({"ZREM", keys.waited_for, who});
  return found.value_or(Unavailable{});
}

Profiles::All Profiles::look_up(const std::vector<GithubId>& ids, milliseconds limit) {
  const auto end = steady_clock::now() + limit;
  All all;
  std::list<GithubId> open(ids.begin(), ids.end());
  for (;;) {
    std::size_t looks = most_at_once;
    for (auto id = open.begin(); id != open.end() && looks > 0;) {
      store_.redis.begin();  // thousands of small commands may exceed a request's time
      if (auto found = look(*id)) {
        all.emplace(id->text(), std::move(*found));
        id = open.erase(id);
      } else {
        ++id;
        --looks;
      }
    }
    if (open.empty() || steady_clock::now() >= end) return all;
    run(between_looks);
  }
}

std::optional<Lookup> Profiles::look(const GithubId& id, bool asks) {
  if (asked_.count(id.text()) == 1) return std::nullopt;
  const Keys& keys = store_.keys;
  const auto answer = [&](const char* profile) {
    return store_.redis
        .script(scripts::ask,
                {keys.profiles + id.text(), keys.nobody + id.text(), keys.github_silent, keys.asking + id.text(),
                 keys.stale + id.text(), keys.token_refused},
                {in_seconds(question_lasts), asks && asked_.size() < most_at_once ? "asks" : "", profile})
        .fields();
  };
  auto said = answer("any");
  if (said.at("word") == "known") {
    if (auto profile = Profile::parse(said.at("profile"))) return std::move(*profile);
    said = answer("none");  // an older program stores anything
  }
  const std::string& word = said.at("word");
  if (word == "unknown_user") return UnknownUser{said.at("kind") == "true" ? "" : said.at("kind")};
  if (word == "unavailable") return Unavailable{};
  if (word == "ask") {
    const bool uses_token = said.at("token_refused") == "0";
    auto profile = Profile::parse(said.at("profile"));
    const bool has_version = profile && uses_token && github_.has_token();
    ask(id, has_version ? std::optional(Found{std::move(*profile), said.at("etag")}) : std::nullopt, uses_token);
  }
  return std::nullopt;
}

void Profiles::ask(const GithubId& id, const std::optional<Found>& stale, bool uses_token) {
  asked_.insert(id.text());
  github_.start(id, stale ? stale->etag : "", uses_token, [this, id, stale](const GitHub::Answer& answer) {
    asked_.erase(id.text());
    keep(id, answer, stale);
  });
}

void Profiles::keep(const GithubId& id, const GitHub::Answer& answer, const std::optional<Found>& stale) {
  const Keys& keys = store_.keys;
  if (const auto& quota = github_.quota()) {
    store_.redis.command({"SET", keys.github_quota, std::to_string(quota->left) + " " + std::to_string(quota->limit),
                          "EX", in_seconds(quota->renewed_in)});
  }
  if (const auto* found = std::get_if<Found>(&answer)) return keep(id, *found);
  if (std::holds_alternative<Unchanged>(answer)) return keep(id, *stale);

  const auto set = [&](const std::string& key, const std::string& value, std::chrono::seconds time,
                       const std::string& news = "") {
    const io::Replies done = store_.redis.transaction(
        {{"set", {"SET", key, value, "NX", "EX", in_seconds(time)}}, {"answered", {"DEL", keys.asking + id.text()}}});
    if (!news.empty() && !done["set"].is_nil()) io::log(news + " for " + in_seconds(time) + " s");
  };
  if (const auto* unknown = std::get_if<UnknownUser>(&answer)) {
    return set(keys.nobody + id.text(), unknown->kind.empty() ? "true" : unknown->kind, absence_kept);
  }
  if (std::holds_alternative<TokenRefused>(answer)) {
    return set(keys.token_refused, "true", refusal_kept, "GitHub rejects GITHUB_TOKEN; asking without it");
  }
  const auto& unavailable = std::get<Unavailable>(answer);
  set(keys.github_silent, "true", unavailable.lasts, "GitHub: " + unavailable.reason + "; not asked again");
}

// Also stores it under the current login if the user was renamed.
void Profiles::keep(const GithubId& id, const Found& found) {
  const Profile& profile = found.profile;
  const std::string stale = store_.keys.stale + id.text();
  const auto set = [&](const GithubId& name) {
    return std::vector<std::string>{"SET", store_.keys.profiles + name.text(), profile.json, "EX",
                                    in_seconds(profile_kept)};
  };
  io::Commands commands{{"answered", {"DEL", store_.keys.asking + id.text()}},
                        {"as asked for", set(id)},
                        {"by the current login", set(profile.current_login(id))}};
  if (!found.etag.empty() && github_.has_token()) {
    commands.push_back({"version", {"HSET", stale, "etag", found.etag, "profile", profile.json}});
    commands.push_back({"version expires", {"EXPIRE", stale, in_seconds(stale_kept)}});
  }
  store_.redis.transaction(commands);
}

std::optional<GitHub::Quota> github_quota(Store& store) {
  const std::string& key = store.keys.github_quota;
  const io::Replies seen = store.redis.read({{"quota", {"GET", key}}, {"time left", {"PTTL", key}}});
  if (seen["quota"].is_nil()) return std::nullopt;
  GitHub::Quota quota{0, 0, std::chrono::seconds((seen["time left"].integer() + 999) / 1000)};
  std::istringstream(seen["quota"].text()) >> quota.left >> quota.limit;
  return quota;
}

}  // namespace draw
