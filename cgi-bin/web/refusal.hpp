#pragma once

// Saying no: a status and one plain sentence that says what to do, as a page to a browser and as text to anybody else.

#include <string>

#include "web/pages.hpp"
#include "web/request.hpp"
#include "web/response.hpp"

namespace web {

// With 503 it also says when to try again.
Response refuse(const Request& request, Pages& pages, int status, const std::string& sentence);

}  // namespace web
