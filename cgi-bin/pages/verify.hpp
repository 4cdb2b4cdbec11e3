#pragma once

// The page that checks the record of a draw in the reader's own browser (htdocs/assets/verify.js).

#include "pages/site.hpp"

web::Response verify_page(Site& site, const web::Request& request);
