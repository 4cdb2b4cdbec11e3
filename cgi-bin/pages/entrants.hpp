#pragma once

// The list of entrants at the organiser's desk: in pages, to search, to save, and while the draw is open to remove
// somebody or add people.

#include "pages/people_list.hpp"
#include "pages/site.hpp"

// By the query's fields `search`, part of a GitHub ID or a name, and `from`, where a later page begins. `adding` is the
// list of whom to add.
web::Response entrants_page(Site& site, const web::Request& request, int status = 200, const PeopleForm& adding = {});
