#pragma once

// In which order prizes are given and entrants win. This is all that the two methods differ in: `ranked` computes the
// order, so that anybody can compute it again (fairness.md, version 1), and `spop` lets Redis's SPOP draw it.

#include <string>
#include <vector>

#include "draw/roster.hpp"

namespace draw {

struct Order {
  std::vector<std::string> prizes;
  Names entrants;   // the first of them wins the first prize; with `spop` as many as may be needed
  std::string key;  // of the ranking, hex; empty with `spop`
};

// `word` is the audience's, `public` in fairness.md; only `ranked` has a use for it.
Order order_of(Store& store, const Roster& roster, const std::string& word);

// Steps 4 and 5: the ranking alone, a function of what the roster says and of the word.
Order ranked(const Roster& roster, const std::string& word);

// Entrants who have not won, drawn by SPOP; all of them still stand where they were. So many that at least `count` of
// them can win, as far as there are.
Names draw_entrants(Store& store, std::size_t count);

// How many entrants may have to be passed over before `count` of them can win, those included.
std::size_t enough_for(Store& store, std::size_t count);

}  // namespace draw
