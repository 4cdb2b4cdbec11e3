#pragma once

// The organiser's list of entrants: paged, to search and to save, and while the draw is open to remove or add people.

#include "pages/people_list.hpp"
#include "pages/site.hpp"

// The query's fields are `search`, part of a GitHub ID or a name, and `from`, where a later page begins. `adding` is
// the list of people to add.
web::Response entrants_page(Site& site, const web::Request& request, int status = 200, const PeopleForm& adding = {});
