#pragma once

// What a draw is opened with: its prizes and its time limit. Can exist only valid.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace draw {

class Opening {
 public:
  static constexpr std::size_t most_prizes = 10'000;
  static constexpr std::size_t longest_prize = 200;          // code points
  static constexpr long long longest_duration = 31'536'000;  // seconds: 365 days

  struct Refusal {
    enum class Field { prizes, duration } field;
    std::string sentence;  // says what to do
  };

  // Prizes are trimmed. Refused: none, one twice, empty, too long, with control characters, no UTF-8, too many; a
  // duration that is no whole number of seconds from 0 (until closed by hand) to longest_duration, in digits.
  static std::variant<Opening, Refusal> parse(const std::vector<std::string>& prizes, std::string_view duration);

  // As above.
  static std::optional<std::chrono::seconds> parse_duration(std::string_view text);

  const std::vector<std::string>& prizes() const { return prizes_; }  // sorted bytewise, each once
  std::chrono::seconds duration() const { return duration_; }

 private:
  Opening(std::vector<std::string> prizes, std::chrono::seconds duration)
      : prizes_(std::move(prizes)), duration_(duration) {}

  std::vector<std::string> prizes_;
  std::chrono::seconds duration_;
};

// Prizes as an organiser types them, one a line; lines with nothing on them are none. A line such as "3 x Sticker pack"
// (or with ×) stands for so many prizes, which get numbers of one width after their name.
std::vector<std::string> prizes_of(const std::string& text);

// Whether the text has such a line.
bool has_quantities(const std::string& text);

}  // namespace draw
