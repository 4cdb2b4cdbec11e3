#pragma once

// The prizes that have moved on to another winner since the pick, as everybody is told of them. Kept in `fairness`, the
// last of them.

#include <chrono>
#include <string>
#include <vector>

#include "draw/identity.hpp"

namespace draw {

struct Move {
  std::string prize;
  std::string from;
  std::string to;         // empty where nobody was left
  std::string name;       // that `to` is shown by
  std::size_t next = 0;   // where the order went on before
  std::size_t count = 1;  // entries in the record: those who were passed over have one too
  bool is_undone = false;
};

using Moves = std::vector<Move>;

Moves moves_of(const Fields& fairness);  // the latest last
std::string to_text(const Moves& moves);

// Whether the last of them can be taken back: until the next reveal, and no longer than this.
inline constexpr std::chrono::minutes undo_lasts{10};
bool can_undo(const Fields& fairness);

// Such as "An Apple now goes to Anita Lee @anita-lee".
std::string sentence_of(const Move& move);

}  // namespace draw
