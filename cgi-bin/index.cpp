// GET /       200 the home page for the state that the draw is in
// GET /state  200 the state as JSON; 304 where the client has just this

#include "io/json.hpp"
#include "views.hpp"

namespace {

using web::Request;
using web::Response;

Response home(Site& site, const Request& request) { return shared(home_page(site, request), request); }

Response state(Site& site, const Request& request) {
  const draw::Snapshot snapshot = site.draw.published_snapshot();
  nlohmann::json closes_in;
  if (const auto* open = std::get_if<draw::Open>(&snapshot.phase); open != nullptr && open->closes_in) {
    closes_in = open->closes_in->count();
  }
  nlohmann::json answer{{"state", snapshot.state()},
                        {"prizes", snapshot.prizes},
                        {"entrants", snapshot.entrants},
                        {"closes_in", closes_in}};
  if (const auto& published = snapshot.published) {
    answer["draw"] = published->draw;
    answer["commitment"] = published->commitment;
    if (!published->entrants_sha256.empty()) {
      answer["entrants_sha256"] = published->entrants_sha256;
      answer["prizes_sha256"] = published->prizes_sha256;
    }
  }
  return shared(web::json(io::to_text(answer)), request);
}

}  // namespace

int main() {
  return run([](Site& site) {
    using web::Access;
    using web::Effect;
    return web::Routes{
        {"GET", "/", Access::everybody, Effect::reads, [&](const Request& request) { return home(site, request); }},
        {"GET", "/state", Access::everybody, Effect::reads,
         [&](const Request& request) { return state(site, request); }},
    };
  });
}
