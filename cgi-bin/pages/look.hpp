#pragma once

// A site's own look: its logo (PRIZEDRAW_LOGO) and its colour (PRIZEDRAW_ACCENT). Readable shades of any colour are
// computed (WCAG 2.2, 1.4.3): for text on light and dark pages, and for backgrounds of white and golden text.

#include <string>

#include "io/settings.hpp"
#include "web/pages.hpp"

// The variables of draw.css that follow from a colour, #rrggbb, as a style sheet.
std::string style_of(const std::string& accent);

// What every page uses of it.
web::View look_of(const io::Settings& settings);
