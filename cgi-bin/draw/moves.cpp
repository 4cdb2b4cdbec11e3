#include "draw/moves.hpp"

#include "io/json.hpp"
#include "io/text.hpp"

namespace {

using nlohmann::json;

constexpr std::size_t most_kept = 100;

}  // namespace

namespace draw {

Moves moves_of(const Fields& fairness) {
  Moves moves;
  const json all = io::parse_json(field(fairness, "moves"));
  if (!all.is_array()) return moves;
  for (const json& each : all) {
    moves.push_back({each.at("prize"), each.at("from"), each.at("to"), each.at("name"), each.at("next"),
                     each.at("count"), each.at("is_undone")});
  }
  return moves;
}

std::string to_text(const Moves& moves) {
  json all = json::array();
  for (std::size_t i = moves.size() > most_kept ? moves.size() - most_kept : 0; i < moves.size(); ++i) {
    const Move& each = moves[i];
    all.push_back({{"prize", each.prize},
                   {"from", each.from},
                   {"to", each.to},
                   {"name", each.name},
                   {"next", each.next},
                   {"count", each.count},
                   {"is_undone", each.is_undone}});
  }
  return io::to_text(all);
}

bool can_undo(const Fields& fairness) {
  const Moves moves = moves_of(fairness);
  const std::chrono::seconds at(io::whole_number(field(fairness, "moved_at"), 1'000'000'000'000).value_or(0));
  return !moves.empty() && !moves.back().is_undone && field(fairness, "shown") == field(fairness, "moved_shown") &&
         std::chrono::system_clock::now().time_since_epoch() - at < undo_lasts;
}

std::string sentence_of(const Move& move) {
  if (move.is_undone) return move.prize + " goes to " + move.name + " again";
  return move.to.empty() ? move.prize + " is not won: nobody is left" : move.prize + " now goes to " + move.name;
}

}  // namespace draw
