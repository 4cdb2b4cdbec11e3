#pragma once

// What is known of a person: a small part of GitHub's profile. Kept in Redis for an hour under their GitHub ID.

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
  std::string name;     // the login where GitHub has no name
  std::string avatar;   // an https URL, or empty
  std::string account;  // GitHub's number of the user, which a new login does not change; may be empty
  std::string json;     // what is kept and answered: login, id, type, name, avatar_url

  // The GitHub ID of today of somebody who was looked up by this one: another where the user was renamed. People enter
  // under it, so that nobody enters under both.
  GithubId current_login(const GithubId& asked_for) const { return GithubId::parse(login).value_or(asked_for); }

  // From GitHub's JSON, whole (an older program keeps it so) or ours. Nothing where it is not the profile of a person:
  // no JSON, no login, an organisation, a bot.
  static std::optional<Profile> parse(std::string_view json);

  // For somebody of whom nothing is known but the ID.
  static Profile stand_in(const std::string& id);
  static Profile or_stand_in(std::optional<Profile> known, const std::string& id);
};

// The profile that Redis keeps by such a reply; nothing where it keeps none.
std::optional<Profile> profile_in(const io::Reply& kept);

// Those that it keeps of these people, one after the other.
std::vector<std::optional<Profile>> kept_profiles(Store& store, const std::vector<std::string>& ids);

// Such as "Anita Lee @anita-lee": two people may have one name.
std::string name_and_login(const std::string& name, const std::string& id);

}  // namespace draw
