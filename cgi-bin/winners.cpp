// GET /winners  200 the winners as JSON, [] while there are none; 304 where the client has just this
// GET /record          200 the record of the draw whose winners these are, as JSON; 304 as above; 404 there is none
// GET /verify          200 a page that computes the result again, in the reader's own browser
// GET /record/         200 which draws have a record, as JSON
// GET /record/<draw>   200 the record of that draw; 404 there is none

#include "draw/profiles.hpp"
#include "io/json.hpp"
#include "site.hpp"
#include "web/refusal.hpp"

namespace {

using web::Request;
using web::Response;

constexpr std::chrono::seconds limit_of_lookups{5};

Response list(Site& site, draw::Profiles& profiles, const Request& request) {
  return shared(web::json(site.winners.json(draw::Lookups(profiles, limit_of_lookups))), request);
}

Response record(Site& site, const Request& request) {
  constexpr std::size_t before_the_draw = std::string_view("/record/").size();
  const auto found =
      request.path == "/record" ? site.records.current() : site.records.of(request.path.substr(before_the_draw));
  if (!found) return refuse(request, site.pages, 404, "There is no record of a draw; please come back after the pick.");
  return shared(web::json(*found), request);
}

Response list_of_records(Site& site, const Request& request) {
  auto all = nlohmann::json::array();
  for (const auto& each : site.records.list()) all.push_back({{"draw", each.draw}, {"picked_at", each.picked_at}});
  return shared(web::json(io::to_text(all)), request);
}

}  // namespace

int main() {
  return run([](Site& site) {
    const auto profiles = std::make_shared<draw::Profiles>(site.redis, site.settings);
    using web::Access;
    using web::Effect;
    return web::Routes{
        {"GET", "/winners", Access::everybody, Effect::reads,
         [&site, profiles](const Request& request) { return list(site, *profiles, request); }},
        {"GET", "/record", Access::everybody, Effect::reads,
         [&site](const Request& request) { return record(site, request); }},
        {"GET", "/verify", Access::everybody, Effect::reads,
         [&site](const Request& request) {
           const web::View view{{"root", request.root}, {"title", "Check the result"}, {"script", "/assets/verify.js"}};
           return shared(web::page(site.pages.render("verify", view)), request);
         }},
        {"GET", "/record/*", Access::everybody, Effect::reads,
         [&site](const Request& request) {
           return request.path == "/record/" ? list_of_records(site, request) : record(site, request);
         }},
    };
  });
}
