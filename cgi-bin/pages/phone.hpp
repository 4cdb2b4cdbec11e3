#pragma once

// The browser that somebody enters with, identified by a random word in a cookie that scripts cannot read. Only it can
// later remove the people it entered.

#include <string>

#include "web/request.hpp"
#include "web/response.hpp"

// This browser's word; empty if it has none.
std::string phone_of(const web::Request& request);

// The same, or a new one. Empty if the client is not a browser.
std::string phone_or_new(const web::Request& request);

// Makes the browser keep it for a month.
void keep_phone(web::Response& response, const web::Request& request, const std::string& phone);
