#pragma once

// The page that checks the record of a draw in the reader's own browser (htdocs/assets/verify.js).

#include "pages/site.hpp"

// The beacon's relays, separated by spaces, as a page and its policy name them.
std::string relays_of(const Site& site);

web::Response verify_page(Site& site, const web::Request& request);
