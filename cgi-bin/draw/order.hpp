#pragma once

// The order in which prizes are given and entrants win. Only here do the two methods differ: `ranked` computes the
// order, so that anyone can recompute it (fairness.md), and `spop` lets Redis's SPOP draw it.

#include <optional>
#include <string>
#include <vector>

#include "draw/roster.hpp"

namespace draw {

struct Order {
  std::vector<std::string> prizes;
  Names entrants;   // the first wins the first prize; with `spop` as many as may be needed
  std::string key;  // of the ranking, hex; empty with `spop`
};

// What decides together with the roster and its secret, and is known only after the freeze; not used by `spop`.
struct LastPart {
  std::string word = {};            // the audience's, `public` in fairness.md; without a beacon
  std::optional<Round> round = {};  // of the beacon
  std::string without_round = {};   // why a draw with a beacon was picked without its round
};

Order order_of(Store& store, const Roster& roster, const LastPart& last);

// Steps 4 and 5: the ranking alone, a pure function.
Order ranked(const Roster& roster, const LastPart& last);

// Entrants who have not won, drawn by SPOP and put back. Enough that at least `count` of them can win, if there are.
Names draw_entrants(Store& store, std::size_t count);

// How many entrants are needed at most so that `count` of them can win.
std::size_t enough_for(Store& store, std::size_t count);

}  // namespace draw
