#pragma once

// "Was I in?": the status of any GitHub ID in the current draw.

#include "pages/site.hpp"

web::Response standing_page(Site& site, const web::Request& request);
