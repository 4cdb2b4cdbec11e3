#pragma once

// Which request goes to which handler, and who may send it: a program's routes are a table.

#include <functional>
#include <string>
#include <vector>

#include "web/pages.hpp"
#include "web/request.hpp"
#include "web/response.hpp"

namespace web {

using Handler = std::function<Response(const Request&)>;

enum class Access { everybody, administrator };
enum class Effect { reads, changes };

struct Route {
  std::string method;  // GET or POST; a GET route that only reads also answers HEAD
  std::string path;    // exact, or a prefix if it ends in *
  Access access;
  Effect effect;
  Handler handler;
};
using Routes = std::vector<Route>;

// The response of the matching route, with the cookie of Request::has_just_changed if it changed something. 404 if no
// path matches, 405 with Allow if no method does, and 403 if the login is missing, or if a change comes from another
// site's page or from a browser that preloads it.
Response dispatch(const Routes& routes, Pages& pages, const Request& request);

}  // namespace web
