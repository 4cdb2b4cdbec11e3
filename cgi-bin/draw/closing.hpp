#pragma once

// The end of entries: a draw closes automatically or manually, its time limit changes, a draw closed by mistake is
// reopened, or a closed draw is cancelled.

#include <chrono>

#include "draw/change.hpp"

namespace draw {

// Closes the draw and freezes its roster. Closing a closed draw is no error.
Outcome close(Store& store, const Action& action);

// The open draw closes after this time; 0: when somebody closes it. Refused: not_open.
Outcome change_time_limit(Store& store, const Action& action, std::chrono::seconds left);

// It closes later by this time. Refused: not_open; no_time_limit.
Outcome add_time(Store& store, const Action& action, std::chrono::seconds more);

// It closes at this time, in seconds since 1970. Refused: not_open; in_the_past.
Outcome close_at(Store& store, const Action& action, long long time);

// How long after the freeze a draw can be reopened: long enough to notice a mistake.
constexpr std::chrono::seconds reopening_limit{60};

// Reopens a closed draw, until somebody closes it. What was published about its roster is kept (Reopening). An open
// draw is unchanged. Refused: too_late, after that limit; already_picked; no_draw.
Outcome reopen(Store& store, const Action& action);

// Cancels a closed draw without winners, so that another one can be opened. Refused: still_open, already_picked,
// no_draw.
Outcome cancel(Store& store, const Action& action);

}  // namespace draw
