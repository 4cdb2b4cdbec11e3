#pragma once

// Changes the prizes of an open draw: adds or renames one.

#include <string>

#include "draw/show.hpp"

namespace draw {

// The prize is shown last. Refused: not_open; prize_exists; too_many_prizes.
Outcome add_prize(Store& store, const Action& action, const Prize& prize);

// The prize keeps its position, and gets this name and note. Refused: not_open; no_prize; prize_exists.
Outcome rename_prize(Store& store, const Action& action, const std::string& from, const Prize& to);

}  // namespace draw
