#pragma once

// What GitHub says of its users, known to all programs at once through Redis: a profile for an hour, that there is no
// such user for a minute, and that GitHub is unavailable until it may be asked again.

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "draw/github.hpp"
#include "draw/store.hpp"

namespace draw {

using Lookup = std::variant<Profile, UnknownUser, Unavailable>;

class Profiles {
 public:
  // The address and the token of GitHub's API, as GitHub takes them.
  Profiles(Store& store, std::string url, std::string token)
      : store_(store), github_(std::move(url), std::move(token)) {}

  // What is known, or else what GitHub answers, within 6 s. Of several who ask for one ID at once only one asks GitHub,
  // and the others wait for its answer. The log says when GitHub becomes unavailable.
  Lookup look_up(const GithubId& id);

 private:
  Lookup ask(const GithubId& id, const std::optional<Found>& stale, bool uses_token);
  Lookup remember(const GithubId& id, const Found& found);

  Store& store_;
  GitHub github_;
};

// Several look-ups within one time limit: after it GitHub counts as unavailable.
class Lookups {
 public:
  Lookups(Profiles& profiles, std::chrono::seconds limit)
      : profiles_(profiles), end_(std::chrono::steady_clock::now() + limit) {}

  Lookup look_up(const GithubId& id) {
    return std::chrono::steady_clock::now() < end_ ? profiles_.look_up(id) : Unavailable{};
  }

  // The same for those who only need a profile to show.
  std::optional<Profile> operator()(const GithubId& id) {
    const Lookup lookup = look_up(id);
    const auto* profile = std::get_if<Profile>(&lookup);
    return profile != nullptr ? std::optional(*profile) : std::nullopt;
  }

 private:
  Profiles& profiles_;
  std::chrono::steady_clock::time_point end_;
};

// GitHub's limit, as its last answer said.
struct Quota {
  std::string left;
  std::string limit;
  std::chrono::seconds renewed_in;
};
std::optional<Quota> github_quota(Store& store);

}  // namespace draw
