#pragma once

// The prizes that were redrawn since the pick, as shown to everybody. The latest are kept in `fairness`.

#include <chrono>
#include <string>
#include <vector>

#include "draw/identity.hpp"

namespace draw {

struct Move {
  std::string prize;
  std::string from;
  std::string to;         // empty if no entrant was left
  std::string name;       // shown for `to`
  std::size_t next = 0;   // where the order continued before
  std::size_t count = 1;  // entries in the record, including those passed over
  bool is_undone = false;
};

using Moves = std::vector<Move>;

Moves moves_of(const Fields& fairness);  // newest last
std::string to_text(const Moves& moves);

// Whether the last of them can be undone: until the next reveal, and no longer than this.
inline constexpr std::chrono::minutes undo_lasts{10};
bool can_undo(const Fields& fairness);

// Such as "An Apple now goes to Anita Lee @anita-lee".
std::string sentence_of(const Move& move);

}  // namespace draw
