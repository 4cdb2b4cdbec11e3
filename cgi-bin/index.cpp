// GET /                   200 the home page for the state that the draw is in; with a query a part of a long list
// GET /state              200 the state as JSON; 304 where the client has just this
// GET /pulse              200 the same without the prizes: what every open page asks for; 304 as above
// GET /state/<github id>  200 what became of somebody who entered, as JSON; 404 an impossible ID
// GET /stage              200 the projector view, which shows nothing that / and /winners do not say
// GET /stage/faces        200 who entered last, as JSON; 304 as above

#include <algorithm>

#include "draw/entrants.hpp"
#include "draw/snapshot.hpp"
#include "io/json.hpp"
#include "pages/home.hpp"
#include "pages/paging.hpp"
#include "pages/stage.hpp"
#include "web/refusal.hpp"
#include "web/shared.hpp"

namespace {

using web::Request;
using web::Response;

nlohmann::json state_of(const draw::Snapshot& snapshot) {
  nlohmann::json answer{{"state", snapshot.state()},
                        {"entrants", snapshot.entrants},
                        {"closes_in", nullptr},
                        {"version", snapshot.version()}};
  if (const auto* open = std::get_if<draw::Open>(&snapshot.phase); open != nullptr && open->closes_in) {
    answer["closes_in"] = open->closes_in->count();
  }
  if (const auto& published = snapshot.published) {
    answer.update({{"draw", published->draw},
                   {"opened_at", published->opened_at},
                   {"method", to_text(snapshot.method)},
                   {"removed", snapshot.removed}});
    if (!published->commitment.empty()) answer["commitment"] = published->commitment;
    answer.update({{"title", snapshot.show.title()},
                   {"reveal", snapshot.show.is_together() ? "together" : "at-once"},
                   {"shown", snapshot.show.shown()}});
    if (!snapshot.moves.empty()) answer["moved"] = sentence_of(snapshot.moves.back());
    if (const auto& freeze = snapshot.freeze) {
      answer.update({{"frozen_at", freeze->at},
                     {"entrants_sha256", freeze->entrants_sha256},
                     {"prizes_sha256", freeze->prizes_sha256}});
    }
  }
  return answer;
}

Response state(Site& site) {
  const draw::Snapshot snapshot = draw::look(site.store);
  nlohmann::json answer = state_of(snapshot);
  auto prizes = snapshot.prizes;
  std::sort(prizes.begin(), prizes.end());
  answer["prizes"] = prizes;
  return web::json(io::to_text(answer));
}

Response state_of_entrant(Site& site, const Request& request) {
  const auto id = draw::GithubId::parse(request.path.substr(std::string_view("/state/").size()));
  if (!id) return refuse(request, site.pages, 404, "That is not a GitHub ID; please check the spelling.");
  const auto& published = draw::read_snapshot(site.store).published;
  nlohmann::json answer{{"draw", ""}, {"github_id", id->text()}, {"entry", "none"}};
  if (published) {
    const draw::Standing standing = draw::standing(site.store, *id);
    answer = {{"draw", published->draw}, {"github_id", standing.github_id}, {"entry", standing.entry}};
    if (!standing.reason.empty()) answer["reason"] = standing.reason;
    if (standing.profile) answer["profile"] = io::parse_json(standing.profile->json);
  }
  return web::json(io::to_text(answer));
}

}  // namespace

int main() {
  return run([](Site& site) {
    using web::Access;
    using web::Effect;
    const auto home = [&](const Request& request) { return home_page(site, request); };
    return web::Routes{
        {"GET", "/", Access::everybody, Effect::reads,
         [home, shared_home = web::shared(home)](const Request& request) {
           return Paging(request, "/").asks_for_a_part() ? home(request) : shared_home(request);
         }},
        {"GET", "/state", Access::everybody, Effect::reads, web::shared([&](const Request&) { return state(site); })},
        {"GET", "/pulse", Access::everybody, Effect::reads,
         web::shared([&](const Request&) { return web::json(io::to_text(state_of(draw::look(site.store)))); })},
        {"GET", "/state/*", Access::everybody, Effect::reads,
         [&](const Request& request) { return state_of_entrant(site, request); }},
        {"GET", "/stage", Access::everybody, Effect::reads,
         [&](const Request& request) { return stage_page(site, request); }},
        {"GET", "/stage/faces", Access::everybody, Effect::reads,
         web::shared([&](const Request&) { return web::json(latest_faces(site)); })},
    };
  });
}
