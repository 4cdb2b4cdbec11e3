#pragma once

// What an organiser does about people, in the same way as draw_changes.hpp.

#include "pages/desk.hpp"

web::Response remove_entrant(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response exclude(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response add_people(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response allow(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response note_here(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response undo_redraw(Site& site, const web::Request& request, const nlohmann::json& fields);
