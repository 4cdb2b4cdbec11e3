#pragma once

// Every draw that was opened here, including the current one: a line about each is kept permanently. The last draws
// also have their record, and the names and pictures of their winners as they were shown.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "draw/change.hpp"
#include "draw/show.hpp"
#include "draw/snapshot.hpp"
#include "draw/winners.hpp"

namespace draw {

struct DrawLine {
  std::string draw;
  std::string title;                  // empty if it has none, or was deleted
  std::string opened_at;              // RFC 3339; empty if an older program opened it
  std::string picked_at;              // empty until then
  std::string cancelled_at;           // empty if it was not
  std::string deleted_at;             // by the organiser; empty as above
  std::optional<long long> entrants;  // nothing if unknown
  std::string outcome;  // open, closed, picked, cancelled, deleted, or replaced: an older program has opened another
  bool has_record = false;  // readable by everybody

  nlohmann::json to_json() const;
};

// All of them, newest first. A scheduled draw is not open yet, so it is not included.
std::vector<DrawLine> draws(Store& store, const Snapshot& snapshot);

// The result of a draw as it was shown, with null in `record` for the entrants.
struct PastDraw {  // NOLINT(bugprone-exception-escape): JSON is moved without a throw
  nlohmann::json record;
  Show show;
  std::vector<Winner> winners;      // in the order shown
  std::vector<std::string> prizes;  // not won, in the order shown
};

// Nothing if there is no record, or not all winners have been revealed.
std::optional<PastDraw> past_draw(Store& store, const std::string& draw);

// Deletes everything about a draw except a line that says so. Refused: no_such_draw; still_shown.
Outcome delete_draw(Store& store, const Action& action, const std::string& draw);

}  // namespace draw
