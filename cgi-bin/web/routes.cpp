#include "web/routes.hpp"

#include <algorithm>

#include "io/language.hpp"
#include "web/guard.hpp"
#include "web/refusal.hpp"

namespace {

bool fits(const std::string& pattern, const std::string& path) {
  if (pattern.back() != '*') return path == pattern;
  return path.compare(0, pattern.size() - 1, pattern, 0, pattern.size() - 1) == 0;
}

// HEAD promises to change nothing (RFC 9110, 9.2.1).
bool answers_head(const web::Route& route) { return route.method == "GET" && route.effect == web::Effect::reads; }

bool fits(const web::Route& route, const web::Request& request) {
  return route.method == request.method || (request.method == "HEAD" && answers_head(route));
}

std::string allowed(const std::vector<const web::Route*>& routes) {
  std::string methods;
  for (const auto* route : routes) {
    methods += (methods.empty() ? "" : ", ") + route->method + (answers_head(*route) ? ", HEAD" : "");
  }
  return methods;
}

}  // namespace

web::Response web::dispatch(const Routes& routes, Pages& pages, const Request& request) {
  std::vector<const Route*> here;
  for (const Route& route : routes) {
    if (fits(route.path, request.path)) here.push_back(&route);
  }
  if (here.empty()) return refuse(request, pages, 404, io::tr("This page does not exist; start at the home page."));

  const auto found = std::find_if(here.begin(), here.end(), [&](const Route* route) { return fits(*route, request); });
  if (found == here.end()) {
    Response response =
        refuse(request, pages, 405,
               io::tr("This address takes other methods; use one of these: {methods}.", {{"methods", allowed(here)}}));
    response.headers.emplace_back("Allow", allowed(here));
    return response;
  }
  const Route& route = **found;
  if (route.access == Access::administrator && !is_logged_in(request)) {
    return refuse(request, pages, 403,
                  io::tr("The web server did not ask for a password; log in as the administrator."));
  }
  if (route.effect == Effect::changes && is_from_another_site(request)) {
    return refuse(request, pages, 403, io::tr("This request came from another site; use the form on this site."));
  }
  if (route.effect == Effect::changes && is_loaded_unasked(request)) {
    return refuse(request, pages, 403, io::tr("Your browser loaded this link on its own; open it to continue."));
  }
  Response response = route.handler(request);
  if (route.effect == Effect::changes && response.status < 400) {
    response.headers.emplace_back(
        "Set-Cookie", std::string(changed_cookie) + "; Path=" + request.root + "/; Max-Age=3; HttpOnly; SameSite=Lax");
  }
  return response;
}
