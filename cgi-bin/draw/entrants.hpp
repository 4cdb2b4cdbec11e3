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
  bool is_added = false;  // by the organiser
};

struct EntrantsPage {
  std::vector<Entrant> entrants;  // sorted by ID
  std::string next;               // where the next page begins; empty on the last
};

// Those whose GitHub ID, or whose name as far as it is known, holds this text, in lower case and maybe empty, from a
// place on that an earlier page named, "0" at first: about 50, in no order from page to page, but one of just this ID
// first. A page of a rare name may be short, or empty, though a next one follows. Somebody who enters or leaves
// meanwhile may be missing; whoever stays is on one of the pages (Redis: SSCAN).
EntrantsPage entrants_page(Store& store, const std::string& text, const std::string& from);

// Everybody who takes part, or took part where the draw is picked; a roster of at most this many is read whole.
inline constexpr std::size_t most_listed = 100'000;
struct Everybody {
  std::vector<Entrant> entrants;  // sorted by ID
  bool are_too_many = false;
  bool are_deleted = false;
};
Everybody everybody(Store& store);

// Who entered last, the latest first; a few. Whoever has won is not among them any more once that is revealed; before,
// it is no different from not having won.
std::vector<Entrant> latest_entrants(Store& store);

// Who of this draw GitHub has not confirmed yet, sorted.
std::vector<std::string> unverified_entrants(Store& store);

// What became of somebody who entered; of all whom the draw had when it closed, also after the pick.
struct Standing {
  std::string github_id;    // by which the draw knows them: the current login of who was renamed
  std::string entry;        // entered, unverified, won, removed or none
  std::string reason = {};  // with `removed`: unknown user, excluded, left out, organiser or left; with `none`: deleted
  std::optional<Profile> profile = {};  // with `entered` and `won`, while it is still known
};
Standing standing(Store& store, const GithubId& id);

}  // namespace draw
