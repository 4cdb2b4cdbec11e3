// GET /winners  200 the winners as JSON, [] while there are none; 304 where the client has just this

#include "draw/github.hpp"
#include "site.hpp"

namespace {

using web::Request;
using web::Response;

constexpr std::chrono::seconds limit_of_lookups{5};

Response list(Site& site, draw::GitHub& github, const Request& request) {
  return shared(web::json(site.winners.json(draw::Lookups(github, limit_of_lookups))), request);
}

}  // namespace

int main() {
  return run([](Site& site) {
    const auto github = std::make_shared<draw::GitHub>(site.settings.github_url, site.settings.github_token);
    return web::Routes{{"GET", "/winners", web::Access::everybody, web::Effect::reads,
                        [&site, github](const Request& request) { return list(site, *github, request); }}};
  });
}
