#pragma once

// Opening a draw: what it is opened with, its title, prizes and time limit, which can exist only valid; and the opening
// itself.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "draw/show.hpp"

namespace draw {

class Opening {
 public:
  static constexpr std::size_t most_prizes = 10'000;
  static constexpr std::size_t longest_prize = 200;          // code points; of a note too
  static constexpr std::size_t longest_title = 100;          // code points
  static constexpr long long longest_duration = 31'536'000;  // seconds: 365 days

  // What somebody wants, not yet checked.
  struct Wish {
    std::vector<Prize> prizes;
    std::string duration;  // seconds, in digits
    std::string title = {};
    bool is_together = false;
  };

  struct Refusal {
    enum class Field { title, prizes, duration } field;
    std::string sentence;  // says what to do
  };

  // Texts are trimmed. Refused: no prize, one twice or empty, too many; a prize, a note or a title that is too long,
  // has control characters, or is no UTF-8; a duration that is no whole number of seconds from 0 (until closed by hand)
  // to longest_duration, in digits.
  static std::variant<Opening, Refusal> parse(const Wish& wish);

  const Show& show() const { return show_; }
  std::chrono::seconds duration() const { return duration_; }

 private:
  Opening(Show show, std::chrono::seconds duration) : show_(std::move(show)), duration_(duration) {}

  Show show_;
  std::chrono::seconds duration_;
};

// A new draw replaces the old one whole. Refused: still_open; entrants_waiting, where a closed draw is not yet picked.
Outcome open(Store& store, const Action& action, const Opening& opening, Method method);

// Prizes as an organiser types them, one a line; lines with nothing on them are none. A line such as "3 x Sticker pack"
// (or with ×) stands for so many prizes, which get numbers of one width after their name.
std::vector<std::string> prizes_of(const std::string& text);

// Whether the text has such a line.
bool has_quantities(const std::string& text);

// A number of minutes as an organiser types it; nothing where it is no whole number, or more than longest_duration.
std::optional<std::chrono::seconds> seconds_of_minutes(const std::string& minutes);

// What the log says of a time limit, such as "for 15 min"; 0 is until it is closed by hand.
std::string time_limit_in_words(std::chrono::seconds limit);

}  // namespace draw
