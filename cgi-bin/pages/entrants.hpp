#pragma once

// The list of entrants at the organiser's desk: in pages, to search, and while the draw is open to remove somebody.

#include "pages/site.hpp"

// By the query's fields `search`, part of a GitHub ID, and `from`, where a later page begins.
web::Response entrants_page(Site& site, const web::Request& request);
