#pragma once

// What an organiser does to the draw: each takes the fields of a form or of JSON, checks them, has the draw changed,
// and answers as answer() in desk.hpp. What each wants and refuses stands in admin.cpp.

#include "pages/desk.hpp"

web::Response open_draw(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response open_scheduled_draw(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response cancel_scheduled_draw(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response change_prizes(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response close_draw(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response reopen_draw(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response cancel_draw(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response delete_draw(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response change_time(Site& site, const web::Request& request, const nlohmann::json& fields);
web::Response reveal(Site& site, const web::Request& request, const nlohmann::json& fields);
