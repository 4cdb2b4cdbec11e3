#pragma once

// The end of entering: a draw closes by itself or by hand, its time limit changes, a draw closed by mistake is opened
// again, or a closed draw is given up.

#include <chrono>

#include "draw/change.hpp"

namespace draw {

// Closes the draw and freezes its roster. Closing a closed draw is no error.
Outcome close(Store& store, const Action& action);

// The open draw closes so long from now; 0 is not before somebody closes it. Refused: not_open.
Outcome change_time_limit(Store& store, const Action& action, std::chrono::seconds left);

// It closes so much later. Refused: not_open; no_time_limit.
Outcome add_time(Store& store, const Action& action, std::chrono::seconds more);

// It closes at this time, in seconds since 1970. Refused: not_open; in_the_past.
Outcome close_at(Store& store, const Action& action, long long time);

// How long after the freeze a mistake can be undone: long enough to notice it.
constexpr std::chrono::seconds reopening_limit{60};

// Opens a closed draw again, until somebody closes it. What was published of its roster is kept (Reopening). A draw
// that is open stays as it is. Refused: too_late, after that limit; already_picked; no_draw.
Outcome reopen(Store& store, const Action& action);

// Gives a closed draw up without winners, so that another one can be opened. Refused: still_open, already_picked,
// no_draw.
Outcome cancel(Store& store, const Action& action);

}  // namespace draw
