#include "draw/prize_list.hpp"

#include <algorithm>
#include <optional>
#include <regex>
#include <sstream>

#include "draw/opening.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

constexpr std::string_view before_note = " | ";

struct Quantity {
  std::size_t count;
  std::string name;
};

// Longer text cannot be a prize.
bool matches(const std::string& text, const std::regex& pattern, std::smatch& match) {
  return text.size() <= 1000 && std::regex_match(text, match, pattern);
}

std::optional<Quantity> parse_quantity(const std::string& name) {
  static const std::regex pattern("([1-9][0-9]{0,5}) *(?:[xX]|\u00d7) +(.+)");
  std::smatch match;
  if (!matches(name, pattern, match)) return std::nullopt;
  return Quantity{std::stoul(match[1].str()), match[2].str()};
}

bool is_doubtful(const std::string& name) {
  static const std::regex pattern(
      "[1-9][0-9]{0,5} +.+|.+ (?:[xX]|\u00d7) *[1-9][0-9]{0,5}|"
      "(?:[-*]|\u2013|\u2014|\u2022|\u00b7|\u2023|\u25aa|\u25e6|[0-9]{1,4}[.)])[ \t]+.+");
  std::smatch match;
  return !parse_quantity(name) && matches(name, pattern, match);
}

// Converts a spreadsheet row of prize, quantity and description.
std::string without_columns(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream columns(line);
  for (std::string cell; std::getline(columns, cell, '\t');) {
    cell = io::trim(cell);
    if (!cell.empty()) cells.push_back(cell);
  }
  if (cells.size() < 2) return line;
  const auto is_count = [](const std::string& cell) { return cell[0] != '0' && io::whole_number(cell, 999'999); };
  const auto found = std::find_if(cells.begin(), cells.begin() + 2, is_count);
  std::string text;
  if (found != cells.begin() + 2) {
    text = *found + " x ";
    cells.erase(found);
  }
  text += cells[0];
  for (std::size_t i = 1; i < cells.size(); ++i) text += (i == 1 ? std::string(before_note) : " ") + cells[i];
  return text;
}

Prize prize_in(const std::string& line) {
  if (line.rfind("| ", 0) == 0) return {"", io::trim(line.substr(2))};  // only a description
  const std::size_t end = line.find(before_note);
  return {line.substr(0, end), end == std::string::npos ? "" : line.substr(end + before_note.size())};
}

}  // namespace

std::vector<Prize> prizes_as_typed(const std::string& text) {
  std::vector<Prize> prizes;
  for (const std::string& line : io::lines(text)) prizes.push_back(prize_in(without_columns(line)));
  return prizes;
}

std::vector<Prize> prizes_of(const std::string& text) {
  std::vector<Prize> prizes;
  for (const Prize& each : prizes_as_typed(text)) {
    const auto quantity = parse_quantity(each.name);
    if (!quantity || quantity->count == 1) {
      prizes.push_back({quantity ? quantity->name : each.name, each.note});
      continue;
    }
    const std::size_t width = std::to_string(quantity->count).size();
    for (std::size_t i = 1; i <= quantity->count && prizes.size() <= Opening::most_prizes; ++i) {
      const std::string number = std::to_string(i);
      prizes.push_back({quantity->name + " " + std::string(width - number.size(), '0') + number, each.note});
    }
  }
  return prizes;
}

bool has_quantities(const std::string& text) {
  const auto lines = io::lines(text);
  return std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
    return line.find('\t') != std::string::npos || parse_quantity(prize_in(line).name).has_value();
  });
}

std::vector<std::string> doubtful_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (const Prize& each : prizes_as_typed(text)) {
    if (is_doubtful(each.name)) lines.push_back(each.name);
  }
  return lines;
}

std::string to_text(const std::vector<Prize>& prizes) {
  std::string text;
  for (const Prize& each : prizes) {
    text += (text.empty() ? "" : "\n") + each.name + (each.note.empty() ? "" : std::string(before_note) + each.note);
  }
  return text;
}

}  // namespace draw
