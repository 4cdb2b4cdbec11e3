#pragma once

// A list of prizes as an organiser types or pastes it: one a line, what is said about it after " | ", a row of a
// spreadsheet with its columns. Lines with nothing on them are none. htdocs/assets/prizes.js reads a line in the same
// way.

#include <string>
#include <vector>

#include "draw/show.hpp"

namespace draw {

// Every line as it stands.
std::vector<Prize> prizes_as_typed(const std::string& text);

// A line such as "3 x Sticker pack" (or with ×) stands for so many prizes, which get numbers of one width after their
// name.
std::vector<Prize> prizes_of(const std::string& text);

// Whether the text has such a line, or columns.
bool has_quantities(const std::string& text);

// The lines that may mean something else than they say, such as "3 Sticker", "Sticker x 3" or "1. Sticker".
std::vector<std::string> doubtful_lines(const std::string& text);

std::string to_text(const std::vector<Prize>& prizes);

}  // namespace draw
