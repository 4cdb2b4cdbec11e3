#include "web/routes.hpp"

#include <algorithm>

#include "web/guard.hpp"
#include "web/refusal.hpp"

namespace {

bool fits(const std::string& pattern, const std::string& path) {
  if (pattern.back() != '*') return path == pattern;
  return path.compare(0, pattern.size() - 1, pattern, 0, pattern.size() - 1) == 0;
}

bool fits(const web::Route& route, const web::Request& request) {
  return route.method == request.method || (route.method == "GET" && request.method == "HEAD");
}

std::string allowed(const std::vector<const web::Route*>& routes) {
  std::string methods;
  for (const auto* route : routes) {
    methods += (methods.empty() ? "" : ", ") + (route->method == "GET" ? std::string("GET, HEAD") : route->method);
  }
  return methods;
}

}  // namespace

web::Response web::dispatch(const Routes& routes, Pages& pages, const Request& request) {
  std::vector<const Route*> here;
  for (const Route& route : routes) {
    if (fits(route.path, request.path)) here.push_back(&route);
  }
  if (here.empty()) return refuse(request, pages, 404, "There is no such page; please begin at the home page.");

  const auto found = std::find_if(here.begin(), here.end(), [&](const Route* route) { return fits(*route, request); });
  if (found == here.end()) {
    Response response = refuse(request, pages, 405, "Please use one of these methods here: " + allowed(here) + ".");
    response.headers.emplace_back("Allow", allowed(here));
    return response;
  }
  const Route& route = **found;
  if (route.access == Access::administrator && !is_logged_in(request)) {
    return refuse(request, pages, 403,
                  "Please log in as the administrator; the web server did not ask for a password.");
  }
  if (route.effect == Effect::changes && is_from_another_site(request)) {
    return refuse(request, pages, 403, "This came from another site's page; please use the form on this site.");
  }
  return route.handler(request);
}
