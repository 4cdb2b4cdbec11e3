#pragma once

// A list of prizes as an organiser types or pastes it: one per line with a description after " | ", or rows of a
// spreadsheet. Blank lines are ignored. htdocs/assets/prizes.js parses lines in the same way.

#include <string>
#include <vector>

#include "draw/show.hpp"

namespace draw {

// Every line literally.
std::vector<Prize> prizes_as_typed(const std::string& text);

// A line such as "3 x Sticker pack" (or with ×) becomes that many prizes, numbered with a fixed width.
std::vector<Prize> prizes_of(const std::string& text);

// Whether the text contains such a line, or columns.
bool has_quantities(const std::string& text);

// Ambiguous lines, such as "3 Sticker", "Sticker x 3" or "1. Sticker".
std::vector<std::string> doubtful_lines(const std::string& text);

std::string to_text(const std::vector<Prize>& prizes);

}  // namespace draw
