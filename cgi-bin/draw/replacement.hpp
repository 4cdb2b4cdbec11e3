#pragma once

// A winner who is absent, or cannot accept, gives the prize up to the next of the same order (fairness.md, step 7).

#include <set>
#include <string>

#include "draw/change.hpp"
#include "draw/profiles.hpp"
#include "draw/record.hpp"

namespace draw {

struct Redraw {
  std::string prize;
  std::string winner;  // whom it is taken from; empty for whoever has it
  std::string reason;  // for the record
};

// Where an older program has picked there is no order, and SPOP draws who is next. Refused: no_such_prize; moved_on,
// where somebody else has the prize; nobody_left, and the prize is then not won; entrants_deleted; form_used.
Outcome redraw(Store& store, Profiles& profiles, const Action& action, const Redraw& redraw);

// Takes the last replacement back: the prize goes to whom it was taken from, and who got it comes next in the order
// again. Until the next reveal, for ten minutes at most. Refused: nothing_to_undo; moved_on, where the prize was
// changed by hand; form_used.
Outcome undo_redraw(Store& store, const Action& action);

// Notes that a winner has come forward, or takes that back, for the organisers alone. Refused: no_such_prize, moved_on,
// not_revealed, not_ours, form_used.
Outcome come_forward(Store& store, const Action& action, const std::string& prize, const std::string& winner,
                     bool is_here);

// Which of these prizes' winners have come forward, of pairs of prize and GitHub ID.
std::set<std::string> prizes_taken(Store& store, const Awards& awards);

}  // namespace draw
