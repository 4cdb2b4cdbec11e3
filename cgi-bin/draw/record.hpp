#pragma once

// The public record of a ranked draw, as JSON: all that anybody needs to compute its result again. Kept for the last
// draws. Every function of Records may throw io::RedisError.

#include <optional>
#include <string>

#include "draw/draw.hpp"
#include "draw/ranking.hpp"

namespace draw {

// The fields are those of the method's worked examples, and how it came about.
std::string record_of(const Roster& roster, const Ranking& ranking, const Outcome& outcome,
                      const std::string& audience_word);

class Records {
 public:
  Records(io::Redis& redis, const std::string& key_prefix) : redis_(redis), keys_(key_prefix) {}

  // Of the draw whose winners are shown; nothing where it was not ranked, or an older program has picked it.
  std::optional<std::string> current();

 private:
  io::Redis& redis_;
  Keys keys_;
};

}  // namespace draw
