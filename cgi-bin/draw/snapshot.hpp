#pragma once

// The draw at one moment, read in one round trip and never stored. Pages and /state are made from it.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "draw/moves.hpp"
#include "draw/roster.hpp"
#include "draw/schedule.hpp"
#include "draw/show.hpp"

namespace draw {

struct NoDraw {};
struct Open {
  std::optional<std::chrono::seconds> closes_in;  // rounded up, so never 0; nothing if there is no time limit
  long long closes_at = 0;                        // seconds since 1970, by Redis's clock; 0 if there is no time limit
};
struct Closed {};  // and not yet picked
struct Won {};
using Phase = std::variant<NoDraw, Open, Closed, Won>;

// What is public about a draw that was opened here.
struct Published {
  std::string draw;
  std::string opened_at;   // RFC 3339
  std::string commitment;  // empty with `spop`
  std::optional<Beacon> beacon;
};

// What was fixed at the close (fairness.md, "The freeze").
struct Freeze {
  long long at;  // seconds since 1970, by Redis's clock
  std::string entrants_sha256;
  std::string prizes_sha256;
  long long round = 0;  // of the beacon; 0 if the draw has none
};

struct Snapshot {
  Phase phase;
  std::vector<std::string> prizes;  // not yet won, in the order shown
  long long entrants = 0;           // not yet drawn
  Method method = Method::ranked;
  std::optional<Published> published;  // nothing if an older program opened the draw
  std::optional<Freeze> freeze;
  std::vector<Reopening> reopened;
  std::optional<Scheduled> scheduled;
  Show show;
  std::string leave_out;  // winners of so many of the last draws cannot enter; may be empty
  long long winners = 0;
  std::string without_round;  // why the winners were picked without the beacon's round; mostly empty
  std::string replaced;       // how often a prize was redrawn or returned, as a number; may be empty
  Moves moves;                // the latest redraws
  bool can_undo = false;      // whether the last of these can be undone, as an estimate
  long long removed = 0;      // how many entrants were removed
  bool has_past = false;      // whether a draw before this was opened or picked here
  long long now = 0;          // by Redis's clock

  // The prizes whose winners are not revealed yet, in the order shown.
  std::vector<std::string> unrevealed() const;

  // Whether a closed draw can be reopened: soon after the freeze, and never once its beacon's round may be known.
  bool can_reopen() const;

  // Seconds until the beacon's round is published; nothing if there is no round.
  std::optional<long long> seconds_to_round() const;
  bool is_round_late() const;  // by so much that something may be wrong

  // The state's name as the contract has it, such as DRAW_OPEN_WITH_ENTRANTS.
  std::string_view state() const;

  // A short text that changes whenever a page of this draw changes, except for the number of entrants and the time
  // left.
  std::string version() const;
};

Snapshot read_snapshot(Store& store);

// The same, after opening a scheduled draw that is due, and freezing the roster of a draw that has closed.
Snapshot look(Store& store);

}  // namespace draw
