#pragma once

// The page that verifies the record of a draw in the reader's browser (htdocs/assets/verify.js).

#include "pages/site.hpp"

// The beacon's relays, separated by spaces, for a page and its policy.
std::string relays_of(const Site& site);

web::Response verify_page(Site& site, const web::Request& request);
