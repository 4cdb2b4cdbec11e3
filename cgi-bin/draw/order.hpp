#pragma once

// In which order prizes are given and entrants win. This is all that the two methods differ in: `ranked` computes the
// order, so that anybody can compute it again (fairness.md), and `spop` lets Redis's SPOP draw it.

#include <optional>
#include <string>
#include <vector>

#include "draw/roster.hpp"

namespace draw {

struct Order {
  std::vector<std::string> prizes;
  Names entrants;   // the first of them wins the first prize; with `spop` as many as may be needed
  std::string key;  // of the ranking, hex; empty with `spop`
};

// What decides with the roster and its secret, and is known only after the freeze; `spop` has no use for it.
struct LastPart {
  std::string word = {};            // the audience's, `public` in fairness.md; without a beacon
  std::optional<Round> round = {};  // of the beacon
  std::string without_round = {};   // why a draw with a beacon does without its round
};

Order order_of(Store& store, const Roster& roster, const LastPart& last);

// Steps 4 and 5: the ranking alone, a function of what is given.
Order ranked(const Roster& roster, const LastPart& last);

// Entrants who have not won, drawn by SPOP; all of them still stand where they were. So many that at least `count` of
// them can win, as far as there are.
Names draw_entrants(Store& store, std::size_t count);

// How many entrants may have to be passed over before `count` of them can win, those included.
std::size_t enough_for(Store& store, std::size_t count);

}  // namespace draw
