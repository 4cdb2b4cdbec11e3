#pragma once

// The prizes of a draw that is open: one more, or another name for one.

#include <string>

#include "draw/show.hpp"

namespace draw {

// Comes last in the order shown. Refused: not_open; prize_exists; too_many_prizes.
Outcome add_prize(Store& store, const Action& action, const Prize& prize);

// The prize keeps its place, and gets this name and this note. Refused: not_open; no_prize; prize_exists.
Outcome rename_prize(Store& store, const Action& action, const std::string& from, const Prize& to);

}  // namespace draw
