#pragma once

// The projector view: the draw in large letters, the faces of new entrants, and the winners, revealed one by one.

#include "pages/site.hpp"

web::Response stage_page(Site& site, const web::Request& request);

// The QR code of the site's address, as SVG.
web::Response stage_code(Site& site, const web::Request& request);

// The latest entrants, as JSON.
std::string latest_faces(Site& site);
