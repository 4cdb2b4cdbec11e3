// For the administrator only (403 without a login, or from another site's page):
// POST /drawprizes  closes the draw if it is open, and picks. 200 OK, 303 to a browser; 409 no draw, no entrants, or
//                   winners already picked
// Unverified entrants are looked up before they win. Whom GitHub does not know is passed over; whom it cannot tell us
// about even now wins all the same.

#include "draw/profiles.hpp"
#include "io/log.hpp"
#include "views.hpp"
#include "web/refusal.hpp"

#include <malloc.h>

namespace {

using draw::Candidate;
using draw::Verdict;
using web::Request;
using web::Response;

constexpr std::chrono::seconds limit_of_verification{15};
constexpr std::chrono::seconds limit_of_lookups{5};

std::string reason(draw::NoPick refused) {
  switch (refused) {
    case draw::NoPick::no_draw:
      return "There is no draw with prizes to pick; please open one first.";
    case draw::NoPick::no_entrants:
      return "Nobody has entered, so nobody can win; please wait for entrants.";
    default:
      return "The winners of this draw have been picked already; please open a new one.";
  }
}

Verdict verdict(Site& site, draw::Lookups& lookups, const Candidate& candidate) {
  const auto pass_over = [&](const std::string& why) {
    io::log("passed over: " + candidate.id + ", " + why);
    return Verdict::passed_over;
  };
  const auto id = draw::GithubId::parse(candidate.id);
  if (!id) return Verdict::wins;  // only an older program would let them in
  const draw::Lookup lookup = lookups.look_up(*id);
  if (std::holds_alternative<draw::NoSuchUser>(lookup)) return pass_over("whom GitHub does not know");
  if (const auto* profile = std::get_if<draw::Profile>(&lookup)) {
    const auto today = profile->id_of_today(*id);
    if (today.text() != id->text() && site.draw.is_entrant(today))
      return pass_over("who entered as " + today.text() + " too");
  }
  return Verdict::wins;
}

draw::Pick pick_verified(Site& site, draw::Profiles& profiles) {
  draw::Lookups lookups(profiles, limit_of_verification);
  draw::Pick result = site.draw.pick();
  while (auto* candidates = std::get_if<draw::Candidates>(&result)) {
    for (Candidate& each : *candidates) {
      if (each.verdict == Verdict::look_up) each.verdict = verdict(site, lookups, each);
    }
    result = site.draw.pick(*candidates);
  }
  return result;
}

Response pick(Site& site, draw::Profiles& profiles, const Request& request) {
  const draw::Pick result = pick_verified(site, profiles);
  if (const auto* refused = std::get_if<draw::NoPick>(&result)) {
    return request.wants_page() ? admin_page(site, request, 409, reason(*refused))
                                : refuse(request, site.pages, 409, reason(*refused));
  }
  Response response = request.wants_page() ? web::see_other(request.root + "/admin") : web::plain("OK");
  // The winners stand. Profiles that have expired since are fetched now, so that the page has everybody's picture.
  response.afterwards = [&] {
    site.winners.json(draw::Lookups(profiles, limit_of_lookups));
    malloc_trim(0);  // this process may wait for weeks: the memory of 10,000 winners goes back
  };
  return response;
}

}  // namespace

int main() {
  return run([](Site& site) {
    const auto profiles = std::make_shared<draw::Profiles>(site.redis, site.settings);
    return web::Routes{{"POST", "/drawprizes", web::Access::administrator, web::Effect::changes,
                        [&site, profiles](const Request& request) { return pick(site, *profiles, request); }}};
  });
}
