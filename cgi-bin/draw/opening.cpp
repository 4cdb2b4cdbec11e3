#include "draw/opening.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <regex>

#include "draw/identity.hpp"
#include "draw/log.hpp"
#include "draw/scripts.hpp"
#include "io/text.hpp"

namespace {

using draw::Opening;

// Why this prize, already trimmed, cannot be one.
std::optional<std::string> fault(const std::string& prize) {
  const auto code_points = io::decode_utf8(prize);
  if (!code_points) return "A prize is not valid UTF-8 text; please type it again.";
  if (io::visible(prize).empty()) return "A prize is empty; please name it or leave it out.";
  if (code_points->size() > Opening::longest_prize) {
    return "A prize is longer than " + std::to_string(Opening::longest_prize) + " characters; please shorten “" +
           io::first_characters(prize, 30) + "…”.";
  }
  if (std::any_of(code_points->begin(), code_points->end(), io::is_control)) {
    return "A prize contains control characters; please type it again.";
  }
  return std::nullopt;
}

// Digits alone, of a number up to this one.
std::optional<long long> whole_number(std::string_view text, long long most) {
  long long number = -1;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  const bool is_number = result.ec == std::errc() && result.ptr == end && text.front() != '-' && number <= most;
  return is_number ? std::optional(number) : std::nullopt;
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

draw::Outcome draw::open(Store& store, const Action& action, const Opening& opening, Method method) {
  const Keys& keys = store.keys;
  const Identity identity = Identity::make(method, true);
  const auto fields = identity.fields();
  // What was done so long ago may name people who have lost.
  const auto oldest =
      store.kept.count() > 0 ? std::chrono::system_clock::now() - store.kept : std::chrono::system_clock::time_point();
  const auto oldest_entry = std::chrono::duration_cast<std::chrono::milliseconds>(oldest.time_since_epoch()).count();
  std::vector<std::string> arguments{std::to_string(oldest_entry), std::to_string(opening.duration().count()),
                                     mark_of(identity.draw), std::to_string(fields.size())};
  arguments.insert(arguments.end(), fields.begin(), fields.end());
  arguments.insert(arguments.end(), opening.prizes().begin(), opening.prizes().end());
  const std::string did =
      "opened a draw of " + some_of(opening.prizes()) + ", " + time_limit_in_words(opening.duration());
  return perform(store, scripts::open, action, did,
                 {keys.is_open, keys.prizes, keys.entrants, keys.winners, keys.winners_json, keys.unverified,
                  keys.arrivals, keys.fairness, keys.renamed, keys.removed, keys.roster},
                 arguments);
}

std::optional<std::chrono::seconds> draw::seconds_of_minutes(const std::string& minutes) {
  const auto number = whole_number(minutes, Opening::longest_duration / 60);
  return number ? std::optional(std::chrono::seconds(60 * *number)) : std::nullopt;
}

std::string draw::time_limit_in_words(std::chrono::seconds limit) {
  const long long seconds = limit.count();
  if (seconds == 0) return "until it is closed by hand";
  if (seconds % 60 != 0) return "for " + std::to_string(seconds) + " s";
  return "for " + std::to_string(seconds / 60) + " min";
}

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
  const auto seconds = whole_number(duration, longest_duration);
  if (!seconds) {
    return Refusal{Field::duration,
                   "The duration must be a whole number of seconds from 0 (until closed by hand) to 31536000."};
  }
  return Opening(std::move(trimmed), std::chrono::seconds(*seconds));
}
