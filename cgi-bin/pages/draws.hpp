#pragma once

// The draws that were opened here, for everybody: the list of all, and a page about each, /draws/<draw>.

#include "pages/site.hpp"

web::Response draws_json(Site& site);

web::Response draws_page(Site& site, const web::Request& request);

// 404 for an ID that no draw has.
web::Response draw_page(Site& site, const web::Request& request);
