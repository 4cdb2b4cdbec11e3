#pragma once

// What GitHub says of its users, known to all programs at once through Redis: a profile for an hour, that there is no
// such user for a minute, and that GitHub is unavailable until it may be asked again.

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

  // As many questions as are open at one time. GitHub allows 100, of all who share an address.
  static constexpr std::size_t most_at_once = 32;

  // The address and the token of GitHub's API, as GitHub takes them.
  Profiles(Store& store, std::string url, std::string token)
      : store_(store), github_(std::move(url), std::move(token)), name_(io::to_hex(io::random_bytes(8))) {}

  // For somebody who waits: what is known, or else what GitHub answers within 0.7 s. Only a few wait at one time. The
  // verifier asks GitHub, where one lives, or else this program. A question that is not answered in time stays open.
  Lookup look_up(const GithubId& id);

  // For the organiser: the same of many at once, within this time; nobody else's business bounds it. Who is missing was
  // not answered in time.
  All look_up(const std::vector<GithubId>& ids, std::chrono::milliseconds limit);

  // What is known. Where that is nothing, somebody is asking GitHub: this program, unless it must not (`asks`) or
  // enough of its questions are open.
  std::optional<Lookup> look(const GithubId& id, bool asks = true);

  // Goes on with this program's questions, and returns when some are answered, or after this time. The answers are kept
  // in Redis, for everybody, and the log says when GitHub becomes unavailable.
  void run(std::chrono::milliseconds time) { github_.run(time); }

  bool is_asking() const { return !asked_.empty(); }
  const std::string& name() const { return name_; }  // of this program, among all that ask

 private:
  void ask(const GithubId& id, const std::optional<Found>& stale, bool uses_token);
  void keep(const GithubId& id, const GitHub::Answer& answer, const std::optional<Found>& stale);
  void keep(const GithubId& id, const Found& found);

  Store& store_;
  GitHub github_;
  std::string name_;
  std::set<std::string> asked_;  // whose answer has not come
};

// GitHub's limit, as its last answer said.
std::optional<GitHub::Quota> github_quota(Store& store);

}  // namespace draw
