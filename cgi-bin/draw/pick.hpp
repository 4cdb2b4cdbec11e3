#pragma once

// Picking the winners: the roster is frozen and read, the method determines the order, people who cannot win are passed
// over, and one script awards every prize together with the record.

#include <functional>
#include <optional>
#include <string>

#include "draw/change.hpp"
#include "draw/profiles.hpp"
#include "draw/record.hpp"
#include "draw/relays.hpp"

namespace draw {

struct PickWish {
  std::string word = {};        // the audience's, `public` in fairness.md
  bool without_beacon = false;  // if no relay answers
};

// First closes the draw if it is open and no word is given. Refused: no_draw, no_entrants, already_picked, not_frozen,
// no_word_with_spop, no_word_with_beacon, before_the_round, no_round, roster_changed, nobody_can_win, form_used.
Outcome pick(Store& store, Profiles& profiles, Relays& relays, const Action& action, const PickWish& wish);

// Steps 6 and 7 of fairness.md: each prize goes to the next in the order, skipping those with a reason against them.
Result assign(const Order& order,
              const std::function<std::optional<std::string>(const std::string& id)>& reason_against);

}  // namespace draw
