#pragma once

// What an organiser can save of a draw: tables (CSV), which spreadsheets open, and JSON.

#include "pages/site.hpp"

// The entrants. The query's field `separator` is comma, the default, or semicolon. 409 there are too many, or they are
// deleted; 422 another separator.
web::Response entrants_table(Site& site, const web::Request& request);

// The winners that have been revealed.
web::Response winners_table(Site& site);
web::Response winners_json(Site& site);
