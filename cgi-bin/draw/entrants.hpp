#pragma once

// Who has entered, with name and picture where their profile is still known, and what became of one of them. Never
// reads a whole roster at once.

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
};

struct EntrantsPage {
  std::vector<Entrant> entrants;  // sorted by ID
  std::string next;               // where the next page begins; empty on the last
};

// Those whose GitHub ID holds this part (as part_of_id() has it), which may be empty, from a place on that an earlier
// page named, "0" at first: about 50, in no order from page to page, but one of just this ID first. A page of a rare
// name may be short, or empty, though a next one follows. Somebody who enters or leaves meanwhile may be missing;
// whoever stays is on one of the pages (Redis: SSCAN).
EntrantsPage entrants_page(Store& store, const std::string& part, const std::string& from);

// Who entered last, the latest first; a few.
std::vector<Entrant> latest_entrants(Store& store);

// Who of this draw GitHub has not confirmed yet, sorted.
std::vector<std::string> unverified_entrants(Store& store);

// What became of somebody who entered; of all whom the draw had when it closed, also after the pick.
struct Standing {
  std::string github_id;    // by which the draw knows them: the current login of who was renamed
  std::string entry;        // entered, unverified, won, removed or none
  std::string reason = {};  // with `removed`: unknown user, excluded, organiser or left; with `none`: deleted
  std::optional<Profile> profile = {};  // with `entered` and `won`, while it is still known
};
Standing standing(Store& store, const GithubId& id);

}  // namespace draw
