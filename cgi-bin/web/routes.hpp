#pragma once

// Which request goes to which handler, and who is let through to it: a program's routes are a table.

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
  std::string path;    // exact; one that ends in * stands for every path that begins with the rest
  Access access;
  Effect effect;
  Handler handler;
};
using Routes = std::vector<Route>;

// The response of the route that fits, with the cookie of Request::has_just_changed where it changed something. 404
// where no path fits, 405 with Allow where no method does, and 403 where the login is missing, or where something that
// changes the draw comes from another site's page or from a browser that loads it by itself.
Response dispatch(const Routes& routes, Pages& pages, const Request& request);

}  // namespace web
