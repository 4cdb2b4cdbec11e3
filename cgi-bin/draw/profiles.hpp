#pragma once

// GitHub's answers about users, shared by all programs through Redis: profiles for an hour, unknown users for a minute,
// and that GitHub is unavailable until it may be asked again.

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "draw/github.hpp"
#include "draw/store.hpp"
#include "io/crypto.hpp"

namespace draw {

using Lookup = std::variant<Profile, UnknownUser, Unavailable>;

class Profiles {
 public:
  using All = std::map<std::string, Lookup>;  // by GitHub ID

  // The number of simultaneous requests. GitHub allows 100 for all who share an address.
  static constexpr std::size_t most_at_once = 32;

  // The address and the token as for GitHub().
  Profiles(Store& store, std::string url, std::string token)
      : store_(store), github_(std::move(url), std::move(token)), name_(io::to_hex(io::random_bytes(8))) {}

  // For a person who waits: what is known, or else what GitHub answers within 0.7 s. Only a few wait at a time. The
  // verifier asks GitHub if one is running, or else this program. A request that is not answered in time continues.
  Lookup look_up(const GithubId& id);

  // For the organiser: the same for many people, within this time, independent of other users. People missing from the
  // result were not answered in time.
  All look_up(const std::vector<GithubId>& ids, std::chrono::milliseconds limit);

  // What is known. If nothing is, some program is asking GitHub: this one, unless it must not (`asks`) or has enough
  // requests running.
  std::optional<Lookup> look(const GithubId& id, bool asks = true);

  // Continues this program's requests, and returns when some are answered, or after this time. The answers are stored
  // in Redis for all programs, and it is logged when GitHub becomes unavailable.
  void run(std::chrono::milliseconds time) { github_.run(time); }

  bool is_asking() const { return !asked_.empty(); }
  const std::string& name() const { return name_; }  // identifies this process

 private:
  void ask(const GithubId& id, const std::optional<Found>& stale, bool uses_token);
  void keep(const GithubId& id, const GitHub::Answer& answer, const std::optional<Found>& stale);
  void keep(const GithubId& id, const Found& found);

  Store& store_;
  GitHub github_;
  std::string name_;
  std::set<std::string> asked_;  // not answered yet
};

// GitHub's rate limit, according to its last answer.
std::optional<GitHub::Quota> github_quota(Store& store);

}  // namespace draw
