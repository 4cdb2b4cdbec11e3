#include "draw/opening.hpp"

#include <algorithm>
#include <optional>
#include <regex>

#include "draw/identity.hpp"
#include "draw/log.hpp"
#include "draw/scripts.hpp"
#include "io/text.hpp"

namespace {

using draw::Opening;

// Why this text, already trimmed, cannot be what is named, such as "A prize".
std::optional<std::string> fault(const std::string& what, const std::string& text, std::size_t longest) {
  const auto code_points = io::decode_utf8(text);
  if (!code_points) return what + " is not valid UTF-8 text; please type it again.";
  if (code_points->size() > longest) {
    return what + " is longer than " + std::to_string(longest) + " characters; please shorten “" +
           io::first_characters(text, 30) + "…”.";
  }
  if (std::any_of(code_points->begin(), code_points->end(), io::is_control)) {
    return what + " contains control characters; please type it again.";
  }
  return std::nullopt;
}

std::optional<std::string> fault(const std::vector<draw::Prize>& prizes) {
  if (prizes.empty()) return "Please name at least one prize.";
  if (prizes.size() > Opening::most_prizes) return "There can be at most 10,000 prizes; please leave some out.";
  std::vector<std::string_view> names;
  for (const draw::Prize& each : prizes) {
    if (auto sentence = fault("A prize", each.name, Opening::longest_prize)) return sentence;
    if (auto sentence = fault("A line about a prize", each.note, Opening::longest_prize)) return sentence;
    if (io::visible(each.name).empty()) return "A prize is empty; please name it or leave it out.";
    names.push_back(each.name);
  }
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return std::nullopt;
  return "The prize “" + std::string(*twice) + "” is there twice; each prize needs a name of its own.";
}

// A text that nobody could see is none.
std::string seen(const std::string& text) { return io::visible(text).empty() ? "" : io::trim(text); }

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
  auto fields = identity.fields();
  const auto shown = opening.show().fields();
  fields.insert(fields.end(), shown.begin(), shown.end());
  std::vector<std::string> prizes;
  for (const Prize& each : opening.show().prizes()) prizes.push_back(each.name);
  // What was done so long ago may name people who have lost.
  const auto oldest =
      store.kept.count() > 0 ? std::chrono::system_clock::now() - store.kept : std::chrono::system_clock::time_point();
  const auto oldest_entry = std::chrono::duration_cast<std::chrono::milliseconds>(oldest.time_since_epoch()).count();
  std::vector<std::string> arguments{std::to_string(oldest_entry), std::to_string(opening.duration().count()),
                                     mark_of(identity.draw), std::to_string(fields.size())};
  arguments.insert(arguments.end(), fields.begin(), fields.end());
  arguments.insert(arguments.end(), prizes.begin(), prizes.end());
  const std::string& title = opening.show().title();
  const std::string did = "opened " + (title.empty() ? "" : "“" + title + "”, ") + "a draw of " + some_of(prizes) +
                          ", " + time_limit_in_words(opening.duration());
  return perform(store, scripts::open, action, did,
                 {keys.is_open, keys.prizes, keys.entrants, keys.winners, keys.fairness, keys.winners_json,
                  keys.unverified, keys.arrivals, keys.renamed, keys.removed, keys.roster, keys.here, keys.phones},
                 arguments);
}

std::optional<std::chrono::seconds> draw::seconds_of_minutes(const std::string& minutes) {
  const auto number = io::whole_number(minutes, Opening::longest_duration / 60);
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

std::variant<Opening, Opening::Refusal> Opening::parse(const Wish& wish) {
  using Field = Refusal::Field;
  const std::string title = seen(wish.title);
  if (auto sentence = fault("The title", title, longest_title)) return Refusal{Field::title, std::move(*sentence)};
  std::vector<Prize> prizes;
  for (const Prize& each : wish.prizes) prizes.push_back({io::trim(each.name), seen(each.note)});
  if (auto sentence = fault(prizes)) return Refusal{Field::prizes, std::move(*sentence)};
  const auto seconds = io::whole_number(wish.duration, longest_duration);
  if (!seconds) {
    return Refusal{Field::duration,
                   "The duration must be a whole number of seconds from 0 (until closed by hand) to 31536000."};
  }
  return Opening(Show(title, std::move(prizes), wish.is_together), std::chrono::seconds(*seconds));
}
