#pragma once

// A scheduled draw: a hash beside the current draw, with everything needed to open it. The first request after its time
// opens it, as with the freeze. Until then its commitment is public, and nothing else changes. If it cannot be opened
// then, because another draw is open or not yet picked, it is dropped, so that it does not open unexpectedly later.

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
  long long closes_at;     // 0: when somebody closes it

  nlohmann::json to_json() const;  // times as RFC 3339
};

// Its settings, to show and change them.
struct ScheduledWish {
  std::string draw;
  Opening::Wish wish;
  Method method;
};
std::optional<ScheduledWish> scheduled_wish(Store& store);

// Refused: already_scheduled, if a draw other than `instead_of` is scheduled; not_scheduled, if `instead_of` no longer
// is; still_open; entrants_waiting.
Outcome schedule(Store& store, const Action& action, const Opening& opening, Method method,
                 const std::string& instead_of = {});

// Cancels it. Refused: not_scheduled.
Outcome unschedule(Store& store, const Action& action);

// Opens it now. Refused: not_scheduled; still_open; entrants_waiting; in_the_past, the time to close.
Outcome open_scheduled(Store& store, const Action& action);

// Opens or drops the scheduled draw if it is due; true if it was opened.
bool open_if_due(Store& store);

// Parses HMGET's reply for these fields of the hash `scheduled`.
extern const std::vector<std::string> scheduled_fields;
std::optional<Scheduled> scheduled_of(const io::Reply& reply);

}  // namespace draw
