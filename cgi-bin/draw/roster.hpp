#pragma once

// The roster: who and what a closed draw is picked from. It is frozen once, at the close (fairness.md, "The freeze"):
// its hashes and the time are then public and never change.

#include <string>
#include <variant>
#include <vector>

#include "draw/change.hpp"
#include "draw/show.hpp"
#include "draw/store.hpp"

namespace draw {

struct Roster {
  Identity identity;
  std::vector<std::string> prizes;    // sorted bytewise
  std::vector<std::string> entrants;  // sorted bytewise
  std::string entrants_sha256;
  std::string prizes_sha256;
  long long frozen_at = 0;  // seconds since 1970, by Redis's clock
  std::string title = {};   // of the draw; may be empty
};

// Freezes the roster if the draw is closed, not picked, and its roster not yet frozen; else does nothing.
void freeze(Store& store);

// Reads the roster, and freezes it where nobody has done so. Refused: still_open, already_picked, no_draw, and
// roster_changed where it is not the one that was frozen.
std::variant<Roster, Outcome> frozen_roster(Store& store);

}  // namespace draw
