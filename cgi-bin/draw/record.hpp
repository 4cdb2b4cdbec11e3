#pragma once

// The public record of a ranked draw, as JSON: all that anybody needs to compute its result again. Kept for the last
// draws. A prize whose winner is absent moves on, and its record with it. When the data of those who have not won are
// deleted a summary stays: the record with null for its entrants and replacements, under the hash of the whole one.
// Every function of the classes may throw io::RedisError.

#include <functional>
#include <optional>
#include <string>

#include "draw/draw.hpp"
#include "draw/ranking.hpp"

namespace draw {

// The fields are those of the method's worked examples, and how it came about.
Record record_of(const Roster& roster, const Ranking& ranking, const Outcome& outcome,
                 const std::string& audience_word);

class Records {
 public:
  Records(io::Redis& redis, Keys keys) : redis_(redis), keys_(std::move(keys)) {}

  // Of the draw whose winners are shown; nothing where it was not ranked, or an older program has picked it.
  std::optional<std::string> current();
  std::optional<std::string> of(const std::string& draw);
  struct Entry {
    std::string draw;
    std::string picked_at;
  };
  std::vector<Entry> list();  // the latest first

 private:
  io::Redis& redis_;
  Keys keys_;
};

enum class Redraw { redrawn, nobody_left, no_such_prize, changed, entrants_deleted };

class Redraws {
 public:
  Redraws(io::Redis& redis, Keys keys) : redis_(redis), keys_(std::move(keys)) {}

  // Gives a prize to the next in the order, or where there is none by SPOP. `winner` is whom it is taken from; empty is
  // whoever has it. `passed_over` says why somebody who may win cannot, as for Draw::pick.
  using PassedOver = std::function<std::optional<std::string>(const std::string& id)>;
  Redraw redraw(const std::string& who, const std::string& prize, const std::string& winner, const std::string& reason,
                const PassedOver& passed_over);

 private:
  struct Move {
    std::string who;
    std::string prize;
    std::string from;
    std::string reason;
  };
  Redraw by_order(const std::string& record, const Move& move, const PassedOver& passed_over);
  Redraw by_spop(const Move& move, const PassedOver& passed_over);

  io::Redis& redis_;
  Keys keys_;
};

}  // namespace draw
