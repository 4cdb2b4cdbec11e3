#pragma once

// A redraw: the prize of a winner who is absent or cannot accept goes to the next in the same order (fairness.md,
// step 7).

#include <set>
#include <string>

#include "draw/change.hpp"
#include "draw/profiles.hpp"
#include "draw/record.hpp"

namespace draw {

struct Redraw {
  std::string prize;
  std::string winner;  // who loses it; empty for the current winner
  std::string reason;  // for the record
};

// If an older program picked there is no order, and SPOP draws the next person. Refused: no_such_prize; moved_on, if
// somebody else has the prize; nobody_left, and the prize is then not won; entrants_deleted; form_used.
Outcome redraw(Store& store, Profiles& profiles, const Action& action, const Redraw& redraw);

// Undoes the last redraw: the prize returns to its earlier winner, and the later one is next in the order again.
// Possible until the next reveal, for at most ten minutes. Refused: nothing_to_undo; moved_on, if the prize was changed
// manually; form_used.
Outcome undo_redraw(Store& store, const Action& action);

// Marks a winner as here, or removes the mark, visible only to the organisers. Refused: no_such_prize, moved_on,
// not_revealed, not_ours, form_used.
Outcome come_forward(Store& store, const Action& action, const std::string& prize, const std::string& winner,
                     bool is_here);

// The prizes whose winners are here, given pairs of prize and GitHub ID.
std::set<std::string> prizes_taken(Store& store, const Awards& awards);

}  // namespace draw
