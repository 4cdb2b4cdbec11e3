#pragma once

// The roster: who and what a closed draw is picked from. It is frozen once, at the close (fairness.md, "The freeze"):
// its hashes and the time are then public and never change.

#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "draw/change.hpp"
#include "draw/names.hpp"
#include "draw/show.hpp"
#include "draw/store.hpp"

namespace draw {

// A draw that was closed by mistake was opened again: when, and what had been published of its roster.
struct Reopening {
  long long at = 0;  // seconds since 1970, by Redis's clock, as is the freeze
  long long frozen_at = 0;
  std::string entrants_sha256;
  std::string prizes_sha256;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Reopening, at, frozen_at, entrants_sha256, prizes_sha256)
std::vector<Reopening> reopenings_of(const Fields& fairness);  // the first first

struct Roster {
  Identity identity;
  std::vector<std::string> prizes;  // sorted bytewise
  Names entrants;                   // sorted bytewise
  std::string entrants_sha256;
  std::string prizes_sha256;
  long long frozen_at = 0;              // seconds since 1970, by Redis's clock
  std::string title = {};               // of the draw; may be empty
  std::vector<std::string> added = {};  // of the entrants, by the organiser
  std::string left_out_draws = {};      // whose winners could not enter, as a number; may be empty
  std::vector<std::string> left_out = {};
  std::vector<Reopening> reopened = {};
  long long round = 0;  // of the beacon, fixed by the freeze; 0 where it has none
};

// From so many entrants on the freeze keeps them as one text too: reading a million from the set takes half a second.
constexpr std::size_t many_entrants = 50'000;
constexpr std::chrono::seconds time_for_a_million{10};  // on a small machine

// Freezes the roster if the draw is closed, not picked, and its roster not yet frozen; else does nothing.
void freeze(Store& store);

// Whether the text that the freeze keeps may stand for the set. It is believed if it has the frozen hash, but somebody
// may have changed the set by hand since: the award sees whether as many are in it, and the winners among them.
enum class Source { kept_text, set };

// Reads the roster, and freezes it where nobody has done so. Refused: still_open, already_picked, no_draw, and
// roster_changed where it is not the one that was frozen.
std::variant<Roster, Outcome> frozen_roster(Store& store, Source source = Source::kept_text);

}  // namespace draw
