#pragma once

// What we know about a person: a small part of GitHub's profile. Kept in Redis for an hour under the GitHub ID.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "draw/github_id.hpp"
#include "draw/store.hpp"

namespace draw {

constexpr std::chrono::seconds profile_kept{3600};

struct Profile {
  std::string login;    // as the user writes it
  std::string name;     // the login if GitHub has no name
  std::string avatar;   // an https URL, or empty
  std::string account;  // GitHub's user number, which stays when the login changes; may be empty
  std::string json;     // stored and sent: login, id, type, name, avatar_url

  // The current GitHub ID of somebody who was looked up as `asked_for`: different if the user was renamed. People enter
  // under it, so that nobody can enter under both.
  GithubId current_login(const GithubId& asked_for) const { return GithubId::parse(login).value_or(asked_for); }

  // From GitHub's complete JSON (which an older program stores) or ours. Nothing if it is not the profile of a person:
  // not JSON, no login, an organisation, a bot.
  static std::optional<Profile> parse(std::string_view json);

  // For somebody about whom only the ID is known.
  static Profile stand_in(const std::string& id);
  static Profile or_stand_in(std::optional<Profile> known, const std::string& id);
};

// The profile in a reply to GET; nothing if there is none.
std::optional<Profile> profile_in(const io::Reply& kept);

// The stored profiles of these people, in the same order.
std::vector<std::optional<Profile>> kept_profiles(Store& store, const std::vector<std::string>& ids);

// Such as "Anita Lee @anita-lee", since two people may have the same name.
std::string name_and_login(const std::string& name, const std::string& id);

}  // namespace draw
