#pragma once

// Refusals: a status and one plain sentence that says what to do, as a page for browsers and as text for other clients.

#include <string>

#include "web/pages.hpp"
#include "web/request.hpp"
#include "web/response.hpp"

namespace web {

// A 503 also says when to retry.
Response refuse(const Request& request, Pages& pages, int status, const std::string& sentence);

}  // namespace web
