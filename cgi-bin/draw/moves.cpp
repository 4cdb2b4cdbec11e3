#include "draw/moves.hpp"

#include <algorithm>

#include "io/json.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

using nlohmann::json;

constexpr std::ptrdiff_t most_kept = 100;

}  // namespace

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Move, prize, from, to, name, next, count, is_undone)

Moves moves_of(const Fields& fairness) {
  const json all = io::parse_json(field(fairness, "moves"));
  return all.is_array() ? all.get<Moves>() : Moves();
}

std::string to_text(const Moves& moves) {
  return io::to_text(
      Moves(moves.end() - std::min<std::ptrdiff_t>(most_kept, moves.end() - moves.begin()), moves.end()));
}

bool can_undo(const Fields& fairness) {
  const Moves moves = moves_of(fairness);
  const std::chrono::seconds at(io::whole_number(field(fairness, "moved_at"), 1'000'000'000'000).value_or(0));
  return !moves.empty() && !moves.back().is_undone && field(fairness, "shown") == field(fairness, "moved_shown") &&
         std::chrono::system_clock::now().time_since_epoch() - at < undo_lasts;
}

std::string sentence_of(const Move& move) {
  if (move.is_undone) return move.prize + " goes back to " + move.name;
  return move.to.empty() ? move.prize + " is not won: no entrant is left" : move.prize + " now goes to " + move.name;
}

}  // namespace draw
