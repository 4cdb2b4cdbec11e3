#pragma once

// The browser that somebody enters by: a random word in a cookie that no script reads. It may later say that those whom
// it has entered leave the draw.

#include <string>

#include "web/request.hpp"
#include "web/response.hpp"

// The word that this browser holds; empty where it holds none.
std::string phone_of(const web::Request& request);

// The same, or a new one. Empty where it is no browser that asks, but a program.
std::string phone_or_new(const web::Request& request);

// Has the browser hold it for a month from now on.
void keep_phone(web::Response& response, const web::Request& request, const std::string& phone);
