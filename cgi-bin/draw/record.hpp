#pragma once

// The public record of a draw that was picked here, as JSON: with `ranked` everything needed to recompute its result,
// with `spop` what happened. Kept for the last draws. Its field `sha256` is the hash of the rest with null for the
// entrants, which have their own hash. When the data of those who have not won are deleted a summary remains: null for
// entrants, replacements and added people, with the same hash.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "draw/order.hpp"
#include "draw/roster.hpp"
#include "io/json.hpp"

namespace draw {

using Awards = std::vector<std::pair<std::string, std::string>>;  // prize, GitHub ID

// A prize that is redrawn (fairness.md, step 7).
struct Replacement {
  std::string prize;
  std::string from;
  std::string to;  // empty if no entrant is left
  std::string reason;
};

// Who won what, after passing over everybody who cannot win.
struct Result {
  Awards awards;
  std::vector<Replacement> replacements;
};

// What Redis stores of a record.
struct Record {
  std::string core;  // with null for the entrants
  std::string summary;
};

Record record_of(const Roster& roster, const Order& order, const Result& result, const LastPart& last);

// The same record after redraws.
Record moved_on(nlohmann::json core, const std::vector<Replacement>& replacements);

// The same record after undoing its last `count` replacements. They move to the field `taken_back`: the remaining ones
// follow the order without a gap (fairness.md, step 7), so they can be checked without the others.
Record taken_back(nlohmann::json core, std::size_t count);

// How often a prize was reassigned or returned, a number that only grows.
std::size_t changes_in(const nlohmann::json& core);

// The core of a draw by its ID; nothing if there is none.
std::optional<nlohmann::json> core_of_draw(Store& store, const std::string& draw);

// The public version: of the current draw, or of a draw by its ID. Nothing if there is none, or not all winners have
// been revealed.
std::optional<std::string> current_record(Store& store);
std::optional<std::string> record_of_draw(Store& store, const std::string& draw);

bool has_record(Store& store);  // whether the former returns one

// The winners of the last `draws` draws that have a record, sorted.
std::vector<std::string> recent_winners(Store& store, std::size_t draws);

}  // namespace draw
