#pragma once

// The roster: the entrants and prizes of a closed draw. It is frozen once, at the close (fairness.md, "The freeze"):
// from then on its hashes and the time are public and never change.

#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "draw/change.hpp"
#include "draw/names.hpp"
#include "draw/show.hpp"
#include "draw/store.hpp"

namespace draw {

// A draw that was closed by mistake was reopened: when, and what had been published about its roster.
struct Reopening {
  long long at = 0;  // seconds since 1970, by Redis's clock, as for the freeze
  long long frozen_at = 0;
  std::string entrants_sha256;
  std::string prizes_sha256;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Reopening, at, frozen_at, entrants_sha256, prizes_sha256)
std::vector<Reopening> reopenings_of(const Fields& fairness);  // oldest first

struct Roster {
  Identity identity;
  std::vector<std::string> prizes;  // sorted bytewise
  Names entrants;                   // sorted bytewise
  std::string entrants_sha256;
  std::string prizes_sha256;
  long long frozen_at = 0;              // seconds since 1970, by Redis's clock
  std::string title = {};               // of the draw; may be empty
  std::vector<std::string> added = {};  // entrants added by the organiser
  std::string left_out_draws = {};      // number of draws whose winners could not enter; may be empty
  std::vector<std::string> left_out = {};
  std::vector<Reopening> reopened = {};
  long long round = 0;  // of the beacon, fixed by the freeze; 0 if there is none
};

// From this many entrants on, the freeze also stores them as one text: reading a million from the set takes half a
// second.
constexpr std::size_t many_entrants = 50'000;
constexpr std::chrono::seconds time_for_a_million{10};  // on a small machine

// Freezes the roster if the draw is closed and not picked, and the roster not yet frozen; else does nothing.
void freeze(Store& store);

// Whether to read the text that the freeze stored, or the set. The text is trusted if it has the frozen hash, but the
// set may have been changed manually since: the award checks that it has the same size and contains the winners.
enum class Source { kept_text, set };

// Reads the roster, and freezes it if necessary. Refused: still_open, already_picked, no_draw, and roster_changed if it
// is not the one that was frozen.
std::variant<Roster, Outcome> frozen_roster(Store& store, Source source = Source::kept_text);

}  // namespace draw
