// For the administrator only (403 without a login, or from another site's page):
// POST /drawprizes  closes the draw if it is open, and picks. 200 OK, 303 to a browser; 409 no draw, no entrants, or
//                   winners already picked

#include "draw/github.hpp"
#include "views.hpp"
#include "web/refusal.hpp"

namespace {

using web::Request;
using web::Response;

constexpr std::chrono::seconds limit_of_lookups{5};

std::string reason(draw::Pick refused) {
  switch (refused) {
    case draw::Pick::no_draw:
      return "There is no draw with prizes to pick; please open one first.";
    case draw::Pick::no_entrants:
      return "Nobody has entered, so nobody can win; please wait for entrants.";
    default:
      return "The winners of this draw have been picked already; please open a new one.";
  }
}

Response pick(Site& site, draw::GitHub& github, const Request& request) {
  if (const draw::Pick result = site.draw.pick(); result != draw::Pick::picked) {
    return request.wants_page() ? admin_page(site, 409, reason(result))
                                : refuse(request, site.pages, 409, reason(result));
  }
  Response response = request.wants_page() ? web::see_other("/admin") : web::plain("OK");
  // The winners stand. Profiles that have expired since are fetched now, so that the page has everybody's picture.
  response.afterwards = [&] { site.winners.json(draw::Lookups(github, limit_of_lookups)); };
  return response;
}

}  // namespace

int main() {
  return run([](Site& site) {
    const auto github = std::make_shared<draw::GitHub>(site.settings.github_url, site.settings.github_token);
    return web::Routes{{"POST", "/drawprizes", web::Access::administrator, web::Effect::changes,
                        [&site, github](const Request& request) { return pick(site, *github, request); }}};
  });
}
