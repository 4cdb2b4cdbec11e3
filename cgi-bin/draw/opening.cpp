#include "draw/opening.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <regex>

#include "io/text.hpp"

namespace {

using draw::Opening;

// Why this prize, already trimmed, cannot be one.
std::optional<std::string> fault(const std::string& prize) {
  const auto code_points = io::decode_utf8(prize);
  if (!code_points) return "A prize is not valid UTF-8 text; please type it again.";
  if (code_points->empty()) return "A prize is empty; please name it or leave it out.";
  if (code_points->size() > Opening::longest_prize) {
    return "A prize is longer than " + std::to_string(Opening::longest_prize) + " characters; please shorten “" +
           io::first_characters(prize, 30) + "…”.";
  }
  if (std::any_of(code_points->begin(), code_points->end(), io::is_control)) {
    return "A prize contains control characters; please type it again.";
  }
  return std::nullopt;
}

struct Quantity {
  std::size_t count;
  std::string name;
};

std::optional<Quantity> parse_quantity(const std::string& line) {
  static const std::regex pattern("([1-9][0-9]{0,5}) *(?:[xX]|\u00d7) +(.+)");
  std::smatch match;
  if (line.size() > 1000 || !std::regex_match(line, match, pattern)) return std::nullopt;
  return Quantity{std::stoul(match[1].str()), match[2].str()};
}

}  // namespace

std::vector<std::string> draw::prizes_of(const std::string& text) {
  std::vector<std::string> prizes;
  for (const std::string& line : io::lines(text)) {
    const auto quantity = parse_quantity(line);
    if (!quantity || quantity->count == 1) {
      prizes.push_back(quantity ? quantity->name : line);
      continue;
    }
    const std::size_t width = std::to_string(quantity->count).size();
    for (std::size_t i = 1; i <= quantity->count && prizes.size() <= Opening::most_prizes; ++i) {
      const std::string number = std::to_string(i);
      prizes.push_back(quantity->name + " " + std::string(width - number.size(), '0') + number);
    }
  }
  return prizes;
}

bool draw::has_quantities(const std::string& text) {
  const auto lines = io::lines(text);
  return std::any_of(lines.begin(), lines.end(), parse_quantity);
}

std::variant<Opening, Opening::Refusal> Opening::parse(const std::vector<std::string>& prizes,
                                                       std::string_view duration) {
  using Field = Refusal::Field;
  if (prizes.empty()) return Refusal{Field::prizes, "Please name at least one prize."};
  if (prizes.size() > most_prizes) {
    return Refusal{Field::prizes, "There can be at most 10,000 prizes; please leave some out."};
  }
  std::vector<std::string> trimmed(prizes.size());
  std::transform(prizes.begin(), prizes.end(), trimmed.begin(), io::trim);
  for (const std::string& prize : trimmed) {
    if (auto sentence = fault(prize)) return Refusal{Field::prizes, std::move(*sentence)};
  }
  std::sort(trimmed.begin(), trimmed.end());
  if (const auto twice = std::adjacent_find(trimmed.begin(), trimmed.end()); twice != trimmed.end()) {
    return Refusal{Field::prizes, "The prize “" + *twice + "” is there twice; each prize needs a name of its own."};
  }
  const auto seconds = parse_duration(duration);
  if (!seconds) {
    return Refusal{Field::duration,
                   "The duration must be a whole number of seconds from 0 (until closed by hand) to 31536000."};
  }
  return Opening(std::move(trimmed), *seconds);
}

std::optional<std::chrono::seconds> Opening::parse_duration(std::string_view text) {
  long long seconds = -1;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, seconds);
  if (result.ec != std::errc() || result.ptr != end || text.front() == '-') return std::nullopt;
  if (seconds > Opening::longest_duration) return std::nullopt;
  return std::chrono::seconds(seconds);
}
