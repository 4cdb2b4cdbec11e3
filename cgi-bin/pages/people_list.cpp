#include "pages/people_list.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/sentences.hpp"

namespace {

using Cells = std::vector<std::string>;

constexpr std::array<std::string_view, 6> names_of_column{"github_id", "github id", "github",
                                                          "login",     "username",  "github username"};

// The cells of a table's line, separated by the first separator in it.
Cells cells_of(const std::string& line) {
  const std::size_t first = line.find_first_of(",;\t");
  const char separator = first == std::string::npos ? ',' : line[first];
  Cells cells(1);
  bool is_quoted = false;
  for (const char c : line) {
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == separator && !is_quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  for (std::string& cell : cells) {
    cell = io::trim(cell);
    if (cell.rfind('\'', 0) == 0) cell.erase(0, 1);  // added by io::csv_cell against formulas
  }
  return cells;
}

std::optional<std::size_t> column_of_ids(const Cells& head) {
  const auto found = std::find_if(head.begin(), head.end(), [](const std::string& cell) {
    const std::string name = io::to_lower(cell);
    return std::find(names_of_column.begin(), names_of_column.end(), name) != names_of_column.end();
  });
  return found == head.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - head.begin()));
}

std::vector<std::string> words_of(const std::string& text) {
  auto lines = io::lines(text);
  const auto column = lines.empty() ? std::nullopt : column_of_ids(cells_of(lines.front()));
  std::vector<std::string> words;
  if (!column) {
    for (const std::string& word : io::words(text)) words.push_back(cells_of(word).front());
    return words;
  }
  lines.erase(lines.begin());
  for (const std::string& line : lines) {
    const Cells cells = cells_of(line);
    if (*column < cells.size() && !cells[*column].empty()) words.push_back(cells[*column]);
  }
  return words;
}

}  // namespace

PeopleList people_in(const std::string& text, const std::string& github_site) {
  PeopleList people;
  std::vector<std::string> wrong;
  bool are_addresses = true;
  for (const std::string& word : words_of(text)) {
    const std::string login = draw::login_in(word, github_site);
    if (const auto id = draw::GithubId::parse(login)) {
      people.ids.push_back(*id);
    } else {
      wrong.push_back("“" + io::first_characters(io::one_line(word), 40) + "”");
      are_addresses = are_addresses && draw::is_email_address(login);
    }
  }
  if (wrong.empty() && people.ids.empty()) people.fault = io::tr("Enter at least one GitHub username.");
  if (wrong.empty()) return people;
  const std::string names = some_of(wrong);
  people.fault =
      are_addresses
          ? io::trn("{names} is an e-mail address; enter the GitHub username.",
                    "{names} are e-mail addresses; enter the GitHub usernames.", wrong.size(), {{"names", names}})
          : io::trn("{names} is not a valid GitHub username; correct it.",
                    "{names} are not valid GitHub usernames; correct them.", wrong.size(), {{"names", names}});
  return people;
}
