// GET /             200 the home page for the state that the draw is in
// GET /state        200 the state as JSON; 304 where the client has just this
// GET /stage        200 the screen for the room, which shows nothing that / and /winners do not say
// GET /stage/faces  200 who entered last, as JSON; 304 as above

#include <algorithm>

#include "io/json.hpp"
#include "io/qr.hpp"
#include "views.hpp"

namespace {

using web::Request;
using web::Response;

constexpr std::size_t most_prizes_on_stage = 12;  // that the last row can read

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

// For a projector: in large letters, and the winners to be revealed one by one.
Response stage(Site& site, const Request& request) {
  const draw::Snapshot snapshot = site.draw.published_snapshot();
  const std::string phase = name_of(snapshot.phase);
  const std::string where = address(site, request);
  web::View view = roster(snapshot);
  view["root"] = request.root;
  view["title"] = "Prize Draw on stage";
  view["stage"] = true;
  view["script"] = "/assets/stage.js";
  view["phase"] = phase;
  view[phase] = true;
  view["address"] = where;
  if (const auto code = where.empty() ? std::nullopt : io::QrCode::of(where)) {
    view["qr"] = {{"size", std::to_string(code->size)}, {"path", code->path}};
    view["shown_address"] = where.substr(where.find("//") + 2, where.size() - where.find("//") - 3);
  }
  const std::size_t some = std::min(snapshot.prizes.size(), most_prizes_on_stage);
  view["some_prizes"] = std::vector(snapshot.prizes.begin(), snapshot.prizes.begin() + static_cast<long>(some));
  if (some < snapshot.prizes.size()) view["more_prizes"] = std::to_string(snapshot.prizes.size() - some);
  if (phase == "won") {
    view["winners"] = winners(site);
  } else if (phase != "none") {
    web::View faces = web::View::array();
    for (const draw::Entrant& each : site.entrants.latest())
      faces.push_back(person(each.id, each.name, each.image, 192));
    view["has_faces"] = !faces.empty();
    view["faces"] = std::move(faces);
  }
  return web::page(site.pages.render("stage", view));
}

Response faces(Site& site, const Request& request) {
  auto list = nlohmann::json::array();
  for (const draw::Entrant& each : site.entrants.latest()) {
    list.push_back({{"id", each.id}, {"name", each.name}, {"image", each.image}});
  }
  return shared(web::json(io::to_text(list)), request);
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
        {"GET", "/stage", Access::everybody, Effect::reads,
         [&](const Request& request) { return stage(site, request); }},
        {"GET", "/stage/faces", Access::everybody, Effect::reads,
         [&](const Request& request) { return faces(site, request); }},
    };
  });
}
