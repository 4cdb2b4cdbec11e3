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
enum class Effect { reads, changes };  // what changes anything is refused to pages of other sites

struct Route {
  std::string method;  // GET (and so HEAD) or POST
  std::string path;    // exact; one that ends in * stands for every path that begins so
  Access access;
  Effect effect;
  Handler handler;
};
using Routes = std::vector<Route>;

// The answer of the route that fits. 404 where no path fits; 405 with Allow where no method does; 403 without a login,
// or from another site's page.
Response dispatch(const Routes& routes, Pages& pages, const Request& request);

}  // namespace web
