#pragma once

// A draw that opens at its time: a hash beside the draw that runs, with all that opening it needs. Whoever looks first
// once its time has come opens it, like the freeze. Until then its commitment is public, and nothing else changes.
// Where it cannot be opened then, since another draw is open or waits for its pick, it is given up: it must not come as
// a surprise later.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "draw/opening.hpp"

namespace draw {

struct Scheduled {
  std::string draw;
  std::string title;       // may be empty
  std::string commitment;  // empty with `spop`
  long long opens_at;      // seconds since 1970, by Redis's clock
  long long closes_at;     // 0: not before somebody closes it

  nlohmann::json to_json() const;  // times as RFC 3339
};

// What it was given, to be shown and changed.
struct ScheduledWish {
  std::string draw;
  Opening::Wish wish;
  Method method;
};
std::optional<ScheduledWish> scheduled_wish(Store& store);

// Refused: already_scheduled, another one than this is to come `instead_of`; not_scheduled, that one any longer;
// still_open; entrants_waiting.
Outcome schedule(Store& store, const Action& action, const Opening& opening, Method method,
                 const std::string& instead_of = {});

// Gives it up. Refused: not_scheduled.
Outcome unschedule(Store& store, const Action& action);

// Opens it now. Refused: not_scheduled; still_open; entrants_waiting; in_the_past, the time to close.
Outcome open_scheduled(Store& store, const Action& action);

// Where there is one whose time has come, opens it or gives it up; true where it was opened.
bool open_if_due(Store& store);

// What HMGET answers of these fields of the hash `scheduled`.
extern const std::vector<std::string> scheduled_fields;
std::optional<Scheduled> scheduled_of(const io::Reply& reply);

}  // namespace draw
