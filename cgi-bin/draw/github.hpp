#pragma once

// GitHub, asked for a user: https://docs.github.com/en/rest/users/users#get-a-user

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "draw/github_id.hpp"
#include "draw/profile.hpp"
#include "io/https.hpp"

namespace draw {

struct NoSuchUser {};  // or an organisation or a bot, who cannot win
using Lookup = std::variant<Profile, NoSuchUser, io::NoAnswer>;

class GitHub {
 public:
  // The API's address without a slash at the end; the token may be empty (60 lookups an hour instead of 5,000).
  GitHub(std::string url, std::string token) : url_(std::move(url)), token_(std::move(token)) {}

  // One lookup, 5 s at most. The profile's login differs from the ID where the user was renamed.
  Lookup find(const GithubId& id);

 private:
  std::string url_;
  std::string token_;
  io::Https https_;
};

// Several lookups within one limit of time: after it, or once GitHub did not answer, nobody is asked for any more.
class Lookups {
 public:
  Lookups(GitHub& github, std::chrono::seconds limit)
      : github_(github), end_(std::chrono::steady_clock::now() + limit) {}

  std::optional<Profile> operator()(const GithubId& id);

 private:
  GitHub& github_;
  std::chrono::steady_clock::time_point end_;
};

}  // namespace draw
