#pragma once

// Opening a draw: its validated title, prizes and time limit, and the opening itself.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "draw/show.hpp"

namespace draw {

// How long a draw is open.
struct TimeLimit {
  const char* unit = "EX";  // of SET: `EX`, a number of seconds, or `EXAT`, a time in seconds since 1970
  long long seconds = 0;    // 0: until somebody closes it

  bool is_at() const { return unit == std::string_view("EXAT"); }
};

// What is wrong with what somebody requested: a sentence that says what to do, to be translated and filled with the
// values that it names.
struct Fault {
  const char* sentence;
  std::string number = {};  // of a prize, as people count
  std::string name = {};    // of a prize
  std::string start = {};   // of a text that is too long
};

class Opening {
 public:
  static constexpr std::size_t most_prizes = 10'000;
  static constexpr std::size_t longest_prize = 200;          // code points; of a note too
  static constexpr std::size_t longest_title = 100;          // code points
  static constexpr long long most_left_out = 50;             // draws: as many as have a record
  static constexpr long long longest_duration = 31'536'000;  // seconds: 365 days

  // What somebody requested, not yet validated.
  struct Wish {
    std::vector<Prize> prizes;
    std::string duration;  // seconds, in digits; empty with closes_at
    std::string title = {};
    bool is_together = false;
    std::string opens_at = {};   // RFC 3339; empty for now
    std::string closes_at = {};  // RFC 3339; empty with a duration
    std::string leave_out = {};  // winners of so many of the last draws, in digits; empty is none
    bool has_beacon = false;     // with `ranked`
  };

  struct Refusal {
    enum class Field { title, prizes, duration, opens_at, closes_at, leave_out } field = Field::title;
    Fault fault;
  };

  // Texts are trimmed. Refused: no prizes, a duplicate or empty one, too many; a prize, a note or a title that is too
  // long, has control characters, or is not UTF-8; a duration that is not a whole number of seconds from 0 (until
  // somebody closes it) to longest_duration, in digits; a time that cannot be read, has passed, is further away than
  // that, or closes the draw before it opens.
  static std::variant<Opening, Refusal> parse(const Wish& wish);

  const Show& show() const { return show_; }
  const TimeLimit& time_limit() const { return time_limit_; }
  std::optional<long long> opens_at() const { return opens_at_; }  // seconds since 1970; nothing for now
  bool has_beacon() const { return has_beacon_; }

  // The fields of `fairness` at the opening: alternating names and values.
  std::vector<std::string> fields() const;

 private:
  Opening(Show show, TimeLimit limit, std::optional<long long> opens_at, std::size_t left_out_draws, bool has_beacon)
      : show_(std::move(show)),
        time_limit_(limit),
        opens_at_(opens_at),
        left_out_draws_(left_out_draws),
        has_beacon_(has_beacon) {}

  Show show_;
  TimeLimit time_limit_;
  std::optional<long long> opens_at_;
  std::size_t left_out_draws_;  // whose winners cannot enter
  bool has_beacon_;
};

// Why a trimmed prize is not valid.
std::optional<Fault> fault_of(const Prize& prize);

// Why a draw cannot close at this time, in seconds since 1970, or nothing if it could not be read. It must be after
// `start`, or else after now.
std::optional<Fault> fault_of_close(std::optional<long long> time, std::optional<long long> start = std::nullopt);

// Of a draw that begins now; `spop` does not use a beacon.
Identity identity_of(const Opening& opening, Method method);

// A new draw completely replaces the old one. Refused: still_open; entrants_waiting, if a closed draw is not yet
// picked; already_scheduled, if a draw other than `instead_of` is scheduled; not_scheduled, if `instead_of` no longer
// is; in_the_past, the time to close.
Outcome open(Store& store, const Action& action, const Opening& opening, Method method,
             const std::string& instead_of = {});

// The same for a draw that already has its identity.
struct NewDraw {
  std::string draw;
  std::vector<std::string> fields;  // of `fairness`: alternating names and values
  Show show;
  TimeLimit limit;
  std::string scheduled = {};  // the scheduled draw that this is, or replaces
  std::string given_up = {};   // the log text if it cannot be opened, and is then no longer scheduled
};
Outcome open(Store& store, const Action& action, const NewDraw& draw);

// A number of minutes as an organiser types it; nothing if it is not a whole number, or over longest_duration.
std::optional<std::chrono::seconds> seconds_of_minutes(const std::string& minutes);

// The log text for a time limit, such as "for 15 min"; 0 is until somebody closes it.
std::string time_limit_in_words(std::chrono::seconds limit);
std::string in_words(const TimeLimit& limit);

}  // namespace draw
