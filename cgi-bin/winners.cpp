// GET /winners  200 the winners as JSON, [] while there are none; 304 where the client has just this

#include "draw/profiles.hpp"
#include "site.hpp"

namespace {

using web::Request;
using web::Response;

constexpr std::chrono::seconds limit_of_lookups{5};

Response list(Site& site, draw::Profiles& profiles, const Request& request) {
  return shared(web::json(site.winners.json(draw::Lookups(profiles, limit_of_lookups))), request);
}

}  // namespace

int main() {
  return run([](Site& site) {
    const auto profiles = std::make_shared<draw::Profiles>(site.redis, site.settings);
    return web::Routes{{"GET", "/winners", web::Access::everybody, web::Effect::reads,
                        [&site, profiles](const Request& request) { return list(site, *profiles, request); }}};
  });
}
