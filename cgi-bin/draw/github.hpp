#pragma once

// GitHub, asked for a user: https://docs.github.com/en/rest/users/users#get-a-user

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
  Profile profile;   // its login differs from the ID where the user was renamed
  std::string etag;  // names this version of it, see below
};
// Nobody who can win.
struct UnknownUser {
  std::string kind = {};  // as GitHub calls it, such as Organization or Bot; empty where there is no such user
};
struct Unchanged {};  // since the version that the question named

// GitHub cannot say: its limit is reached, it fails, it cannot be reached, its answer makes no sense.
struct Unavailable {
  std::string reason = {};
  std::chrono::seconds lasts = {};  // nobody should ask before this is over
};

// GitHub does not accept the token just now (status 401): it should be asked without it for a while.
struct TokenRefused {};

class GitHub {
 public:
  using Answer = std::variant<Found, UnknownUser, Unchanged, Unavailable, TokenRefused>;

  // The API's address without a slash at the end; the token may be empty (60 look-ups an hour instead of 5,000).
  GitHub(std::string url, std::string token) : url_(std::move(url)), token_(std::move(token)) {}

  // Begins one look-up, which takes 5 s at most; run() calls `on_answer`. With the ETag of a version that is known the
  // question costs nothing of the limit where that version is still right, but only with a token (RFC 9110, 13.1.2).
  // `uses_token`: see TokenRefused.
  void start(const GithubId& id, const std::string& etag, bool uses_token,
             const std::function<void(const Answer&)>& on_answer);

  // Goes on with all look-ups, and returns when some are answered, or after this time.
  void run(std::chrono::milliseconds time) { https_.run(time); }

  bool has_token() const { return !token_.empty(); }

  // What the last answer said of the limit, if anything: how many look-ups are left, of how many, and how long until
  // all are back.
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
