#pragma once

// Every draw that was opened here, the one that runs included: a line about each is kept for good. The last draws have
// their record too, and the names and pictures of their winners as they were shown.

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
  std::string title;                  // empty where it has none, or was deleted
  std::string opened_at;              // RFC 3339; empty where an older program opened it
  std::string picked_at;              // empty until then
  std::string cancelled_at;           // empty where it was not
  std::string deleted_at;             // by the organiser; empty as above
  std::optional<long long> entrants;  // nothing where that is not known
  std::string outcome;  // open, closed, picked, cancelled, deleted, or replaced: an older program has opened another
  bool has_record = false;  // that everybody may read

  nlohmann::json to_json() const;
};

// All of them, the latest first. A draw that waits for its time is not open yet, so it is not among them.
std::vector<DrawLine> draws(Store& store, const Snapshot& snapshot);

// The result of a draw as it was shown, with null in `record` for the entrants.
struct PastDraw {  // NOLINT(bugprone-exception-escape): JSON is moved without a throw
  nlohmann::json record;
  Show show;
  std::vector<Winner> winners;      // in the order shown
  std::vector<std::string> prizes;  // not won, in the order shown
};

// Nothing where there is no record, or while the reveal has not shown all winners.
std::optional<PastDraw> past_draw(Store& store, const std::string& draw);

// Deletes all that is kept of a draw, but for a line that says so. Refused: no_such_draw; still_shown.
Outcome delete_draw(Store& store, const Action& action, const std::string& draw);

}  // namespace draw
