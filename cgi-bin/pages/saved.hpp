#pragma once

// The self-verifying file: a draw's record and winners with the verifier inside, for a disk or any web server.

#include <string>

#include "pages/site.hpp"

// Whether this is the path of one: /draws/<draw>/file, or file-of-winners, without the list of entrants that
// verification needs.
bool is_saved_file(const std::string& path);

// 404 if the draw has no record, or not all winners have been revealed; 503 while another process fetches pictures for
// such a file.
web::Response saved_file(Site& site, const web::Request& request);
