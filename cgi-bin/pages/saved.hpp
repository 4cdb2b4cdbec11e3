#pragma once

// The file that checks itself: a draw's record and winners with the checker inside, for a disk or any web space.

#include <string>

#include "pages/site.hpp"

// Whether this is the path of one: /draws/<draw>/file, or file-of-winners, without the list of entrants, which the
// check needs.
bool is_saved_file(const std::string& path);

// 404 where the draw has no record, or where the reveal has not shown all winners; 503 while another process fetches
// pictures for such a file.
web::Response saved_file(Site& site, const web::Request& request);
