#pragma once

// How a site looks that is somebody's own: its logo (PRIZEDRAW_LOGO) and its colour (PRIZEDRAW_ACCENT). Of the colour
// shades are taken that can be read, whatever it is (WCAG 2.2, 1.4.3): those that stand on our pages, light and dark,
// and those that white and golden text stands on.

#include <string>

#include "io/settings.hpp"
#include "web/pages.hpp"

// The variables of draw.css that follow from a colour, #rrggbb, as a style sheet.
std::string style_of(const std::string& accent);

// What every page shows of it.
web::View look_of(const io::Settings& settings);
