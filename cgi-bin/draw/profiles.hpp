#pragma once

// What GitHub says of its users, known to all programs at once through Redis: a profile for an hour, that there is no
// such user for a minute, and that GitHub is silent until it may be asked again. Every function may throw
// io::RedisError.

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "draw/github.hpp"
#include "draw/keys.hpp"
#include "io/redis.hpp"
#include "io/settings.hpp"

namespace draw {

using Lookup = std::variant<Profile, NoSuchUser, Silence>;

class Profiles {
 public:
  Profiles(io::Redis& redis, const io::Settings& settings)
      : redis_(redis), keys_(settings.key_prefix), github_(settings.github_url, settings.github_token) {}

  // What is known, or else what GitHub answers, within 6 s. Of several who ask for one ID at once only one asks GitHub,
  // and the others wait for its answer. A silence is logged when it begins.
  Lookup look_up(const GithubId& id);

 private:
  Lookup ask(const GithubId& id, const std::optional<Found>& stale);
  Lookup remember(const GithubId& id, const Found& found);

  io::Redis& redis_;
  Keys keys_;
  GitHub github_;
};

// Several lookups within one limit of time: after it everybody is met with silence.
class Lookups {
 public:
  Lookups(Profiles& profiles, std::chrono::seconds limit)
      : profiles_(profiles), end_(std::chrono::steady_clock::now() + limit) {}

  Lookup look_up(const GithubId& id) {
    return std::chrono::steady_clock::now() < end_ ? profiles_.look_up(id) : Silence{};
  }

  // The same for those who only ask for a profile to show.
  std::optional<Profile> operator()(const GithubId& id) {
    const Lookup lookup = look_up(id);
    const auto* profile = std::get_if<Profile>(&lookup);
    return profile != nullptr ? std::optional(*profile) : std::nullopt;
  }

 private:
  Profiles& profiles_;
  std::chrono::steady_clock::time_point end_;
};

}  // namespace draw
