#pragma once

// The organiser's desk: the draw and all that can be done to it. Every change that the organiser asks for is answered
// here: to a browser by the desk, to anybody else by a status and one sentence.

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "draw/change.hpp"
#include "draw/log.hpp"
#include "pages/opening_form.hpp"
#include "pages/people_list.hpp"
#include "pages/site.hpp"

// `message` says why something was refused; `excluding` is the list of whom to exclude.
web::Response desk_page(Site& site, const web::Request& request, int status = 200, const std::string& message = {},
                        const OpeningForm& form = {}, const PeopleForm& excluding = {});

// Who asks for a change, and by which form.
draw::Action action_of(const web::Request& request, const nlohmann::json& fields);

// 200 OK, or 303 to `page`; what was refused is 409, or 422 for what the request itself named wrongly.
web::Response answer(Site& site, const web::Request& request, draw::Outcome outcome,
                     const std::string& page = "/admin");

web::Response refuse_on_desk(Site& site, const web::Request& request, int status, const std::string& sentence);

// Answers a request that asks for a change, by its fields.
using Change = web::Response(Site& site, const web::Request& request, const nlohmann::json& fields);

// A change that needs to know nothing but who asks for it.
std::function<Change> simply(draw::Outcome (*change)(draw::Store& store, const draw::Action& action));

// Reads the fields of the request for such a change; 415 or 422 where that is not possible.
web::Response with_fields(Site& site, const web::Request& request, const std::function<Change>& change);

// What every page of the organiser's has: what this organiser has just done, on the page after it, and what the tokens
// of its forms begin with.
void add_desk_parts(web::View& view, const web::Request& request, const std::vector<draw::LogEntry>& latest);
