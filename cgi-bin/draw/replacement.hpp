#pragma once

// A winner who is absent, or cannot accept, gives the prize up to the next of the same order (fairness.md, step 7).

#include <string>

#include "draw/change.hpp"
#include "draw/profiles.hpp"

namespace draw {

struct Redraw {
  std::string prize;
  std::string winner;  // whom it is taken from; empty for whoever has it
  std::string reason;  // for the record
};

// Where an older program has picked there is no order, and SPOP draws who is next. Refused: no_such_prize; moved_on,
// where somebody else has the prize; nobody_left, and the prize is then not won; entrants_deleted; form_used.
Outcome redraw(Store& store, Profiles& profiles, const Action& action, const Redraw& redraw);

}  // namespace draw
