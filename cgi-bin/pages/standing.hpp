#pragma once

// "Was I in?": what became of any GitHub ID in the draw that is shown, for whoever types it.

#include "pages/site.hpp"

web::Response standing_page(Site& site, const web::Request& request);
