#pragma once

// The public record of a draw that was picked here, as JSON: with `ranked` all that anybody needs to compute its result
// again, with `spop` what happened. Kept for the last draws. Its field `sha256` is of all the rest with null for the
// entrants, who are covered by their own hash. When the data of those who have not won are deleted a summary stays:
// null for entrants, replacements and who was added, under the same hash.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "draw/order.hpp"
#include "draw/roster.hpp"
#include "io/json.hpp"

namespace draw {

using Awards = std::vector<std::pair<std::string, std::string>>;  // prize, GitHub ID

// A prize that moves on (fairness.md, step 7).
struct Replacement {
  std::string prize;
  std::string from;
  std::string to;  // empty where nobody is left
  std::string reason;
};

// Who won what, after everybody who cannot win was passed over.
struct Result {
  Awards awards;
  std::vector<Replacement> replacements;
};

// What Redis keeps of a record.
struct Record {
  std::string core;  // with null for the entrants
  std::string summary;
};

Record record_of(const Roster& roster, const Order& order, const Result& result, const LastPart& last);

// The same record after some prizes have moved on.
Record moved_on(nlohmann::json core, const std::vector<Replacement>& replacements);

// The same record after its last replacements, so many, were taken back. They stand in the field `taken_back` from then
// on: the replacements that remain go by the order without a gap (fairness.md, step 7), so whoever checks them needs to
// know nothing of the others.
Record taken_back(nlohmann::json core, std::size_t count);

// How often a prize has moved on or back, as a number that only grows.
std::size_t changes_in(const nlohmann::json& core);

// The core of a draw by its ID; nothing where there is none.
std::optional<nlohmann::json> core_of_draw(Store& store, const std::string& draw);

// As everybody may read it: of the draw whose winners are shown, or of a draw by its ID. Nothing where there is none,
// or while the reveal has not shown all winners.
std::optional<std::string> current_record(Store& store);
std::optional<std::string> record_of_draw(Store& store, const std::string& draw);

bool has_record(Store& store);  // whether the first of them answers

// Who has won in the last draws that have a record, so many of them; sorted.
std::vector<std::string> recent_winners(Store& store, std::size_t draws);

}  // namespace draw
