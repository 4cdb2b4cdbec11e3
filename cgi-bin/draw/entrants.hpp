#pragma once

// The entrants, with name and picture if their profile is still cached, and the status of one of them. Never reads a
// whole roster at once.

#include <optional>
#include <string>
#include <vector>

#include "draw/github_id.hpp"
#include "draw/profile.hpp"
#include "draw/store.hpp"

namespace draw {

struct Entrant {
  std::string id;
  std::string name;
  std::string image;  // an https URL, or empty
  bool is_unverified = false;
  bool is_added = false;  // by the organiser
};

struct EntrantsPage {
  std::vector<Entrant> entrants;  // sorted by ID
  std::string next;               // where the next page begins; empty on the last
};

// About 50 entrants whose GitHub ID, or name if known, contains this text, in lower case and possibly empty, starting
// where an earlier page ended, "0" at first. Pages are not in order, but an exact match of the ID comes first. A page
// of a rare name may be short or empty although more follow. People who enter or leave meanwhile may be missing; all
// others are on one of the pages (Redis: SSCAN).
EntrantsPage entrants_page(Store& store, const std::string& text, const std::string& from);

// Everybody who takes part, or took part if the draw is picked, up to this many.
inline constexpr std::size_t most_listed = 100'000;
struct Everybody {
  std::vector<Entrant> entrants;  // sorted by ID
  bool are_too_many = false;
  bool are_deleted = false;
};
Everybody everybody(Store& store);

// The latest few entrants, newest first. Winners are left out once they are revealed; before, they look like everybody
// else.
std::vector<Entrant> latest_entrants(Store& store);

// The entrants whom GitHub has not confirmed yet, sorted.
std::vector<std::string> unverified_entrants(Store& store);

// An entrant's status; after the pick, of everybody who was in the draw when it closed.
struct Standing {
  std::string github_id;    // used by the draw: the current login if they were renamed
  std::string entry;        // entered, unverified, won, removed or none
  std::string reason = {};  // with `removed`: unknown user, excluded, left out, organiser or left; with `none`: deleted
  std::optional<Profile> profile = {};  // with `entered` and `won`, while it is cached
};
Standing standing(Store& store, const GithubId& id);

}  // namespace draw
