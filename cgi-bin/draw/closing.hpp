#pragma once

// The end of entering: a draw closes by itself or by hand, its time limit changes, or a closed draw is given up.

#include <chrono>

#include "draw/change.hpp"

namespace draw {

// Closes the draw and freezes its roster. Closing a closed draw is no error.
Outcome close(Store& store, const Action& action);

// The open draw closes so long from now; 0 is not before somebody closes it. Refused: not_open.
Outcome change_time_limit(Store& store, const Action& action, std::chrono::seconds left);

// Gives a closed draw up without winners, so that another one can be opened. Refused: still_open, already_picked,
// no_draw.
Outcome cancel(Store& store, const Action& action);

}  // namespace draw
