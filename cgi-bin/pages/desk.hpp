#pragma once

// The organiser's desk: the draw and everything that can be done to it. Every change that the organiser requests is
// answered here: to a browser with the desk, to other clients with a status and one sentence.

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "draw/change.hpp"
#include "draw/log.hpp"
#include "pages/opening_form.hpp"
#include "pages/people_list.hpp"
#include "pages/site.hpp"

// `message` says why something was refused; `excluding` is the list of people to exclude.
web::Response desk_page(Site& site, const web::Request& request, int status = 200, const std::string& message = {},
                        const OpeningForm& form = {}, const PeopleForm& excluding = {});

// Who requests a change, and with which form.
draw::Action action_of(const web::Request& request, const nlohmann::json& fields);

// 200 OK, or 303 to `page`; refusals are 409, or 422 if the request named something that does not exist.
web::Response answer(Site& site, const web::Request& request, draw::Outcome outcome,
                     const std::string& page = "/admin");

web::Response refuse_on_desk(Site& site, const web::Request& request, int status, const std::string& sentence);

// Handles a request for a change, given its fields.
using Change = web::Response(Site& site, const web::Request& request, const nlohmann::json& fields);

// A change that needs only to know who requests it.
std::function<Change> simply(draw::Outcome (*change)(draw::Store& store, const draw::Action& action));

// Reads the request's fields for such a change; 415 or 422 if they cannot be read.
web::Response with_fields(Site& site, const web::Request& request, const std::function<Change>& change);

// What every organiser's page has: what this organiser has just done, and the beginning of its forms' tokens.
void add_desk_parts(web::View& view, const web::Request& request, const std::vector<draw::LogEntry>& latest);
