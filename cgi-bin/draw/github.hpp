#pragma once

// Asks GitHub about a user: https://docs.github.com/en/rest/users/users#get-a-user

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "draw/github_id.hpp"
#include "draw/profile.hpp"
#include "io/https.hpp"

namespace draw {

struct Found {
  Profile profile;   // its login differs from the ID if the user was renamed
  std::string etag;  // of this version, see below
};
// Not a person who can win.
struct UnknownUser {
  std::string kind = {};  // GitHub's type, such as Organization or Bot; empty if there is no such user
};
struct Unchanged {};  // since the requested version

// GitHub cannot answer: the rate limit is reached, it fails, cannot be reached, or sends an unexpected answer.
struct Unavailable {
  std::string reason = {};
  std::chrono::seconds lasts = {};  // how long nobody should ask
};

// GitHub currently rejects the token (status 401): ask without it for a while.
struct TokenRefused {};

class GitHub {
 public:
  using Answer = std::variant<Found, UnknownUser, Unchanged, Unavailable, TokenRefused>;

  // The API's address without a trailing slash; the token may be empty (60 look-ups an hour instead of 5,000).
  GitHub(std::string url, std::string token) : url_(std::move(url)), token_(std::move(token)) {}

  // Starts one look-up, which takes at most 5 s; run() calls `on_answer`. With a token and the ETag of a known version,
  // a request does not count towards the limit if that version is unchanged (RFC 9110, 13.1.2). `uses_token`: see
  // TokenRefused.
  void start(const GithubId& id, const std::string& etag, bool uses_token,
             const std::function<void(const Answer&)>& on_answer);

  // Continues all look-ups, and returns when some are answered, or after this time.
  void run(std::chrono::milliseconds time) { https_.run(time); }

  bool has_token() const { return !token_.empty(); }

  // The rate limit according to the last answer, if it said so: look-ups left, of how many, and the time until the
  // limit resets.
  struct Quota {
    long long left;
    long long limit;
    std::chrono::seconds renewed_in;
  };
  const std::optional<Quota>& quota() const { return quota_; }

 private:
  std::string url_;
  std::string token_;
  std::optional<Quota> quota_;
  io::Https https_;
};

}  // namespace draw
