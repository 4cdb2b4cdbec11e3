#pragma once

// Saying no: a status and one plain sentence that says what to do, as a page to a browser and as text to anybody else.

#include <string>

#include "web/pages.hpp"
#include "web/request.hpp"
#include "web/response.hpp"

namespace web {

Response refuse(const Request& request, Pages& pages, int status, const std::string& sentence);

// 503: something that we need is broken just now; worth another try in a few seconds.
Response unavailable(const Request& request, Pages& pages, const std::string& sentence);

}  // namespace web
