// GET /                   200 the home page for the draw's state; with a query, part of a long list
// GET /state              200 the state as JSON; 304 if the client has it already
// GET /pulse              200 the same without the prizes, which every open page polls; 304 as above
// GET /state/<github id>  200 an entrant's status as JSON; 404 an invalid ID
// GET /was-i-in           200 the same as a page, for the field github_id
// POST /leave             field entrant: removes them; to a browser the home page, to other clients OK; 403 another
//                         browser entered them; 409 the draw is not open; 415, 422 no form
// GET /won/<github id>    200 a winner's page; 404 for others, and before the reveal
// GET /accent.css         200 the colours derived from PRIZEDRAW_ACCENT; 404 without one
// GET /stage              200 the projector view, all of it public; ?overlay for streams, ?poster to print
// GET /stage/code.svg     200 the QR code of the site's address; 404 phones cannot reach it
// GET /stage/faces        200 the latest entrants as JSON; 304 as above
// `index --check-redis` and `index --error-pages` serve no requests: the one prints what is wrong with this Redis, the
// other writes the web server's own error pages into the folder `errors`.

#include <algorithm>

#include "draw/entrants.hpp"
#include "draw/leaving.hpp"
#include "draw/snapshot.hpp"
#include "io/json.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/error_pages.hpp"
#include "pages/home.hpp"
#include "pages/paging.hpp"
#include "pages/phone.hpp"
#include "pages/stage.hpp"
#include "pages/standing.hpp"
#include "pages/won.hpp"
#include "web/fields.hpp"
#include "web/refusal.hpp"
#include "web/shared.hpp"

namespace {

using io::tr;
using web::Request;
using web::Response;

nlohmann::json state_of(const draw::Snapshot& snapshot) {
  nlohmann::json answer{{"state", snapshot.state()},
                        {"entrants", snapshot.entrants},
                        {"closes_in", nullptr},
                        {"version", snapshot.version()}};
  if (const auto* open = std::get_if<draw::Open>(&snapshot.phase); open != nullptr && open->closes_in) {
    answer["closes_in"] = open->closes_in->count();
    answer["closes_at"] = io::to_utc(open->closes_at);
  }
  if (snapshot.scheduled) answer["scheduled"] = snapshot.scheduled->to_json();
  if (const auto& published = snapshot.published) {
    answer.update({{"draw", published->draw},
                   {"opened_at", published->opened_at},
                   {"method", to_text(snapshot.method)},
                   {"removed", snapshot.removed}});
    if (!published->commitment.empty()) answer["commitment"] = published->commitment;
    if (const auto& beacon = published->beacon) {
      answer["beacon"] = {{"chain", beacon->chain}, {"margin", beacon->margin}};
    }
    answer.update({{"title", snapshot.show.title()},
                   {"reveal", snapshot.show.is_together() ? "together" : "at-once"},
                   {"shown", snapshot.show.shown()}});
    if (!snapshot.moves.empty()) answer["moved"] = sentence_of(snapshot.moves.back());
    if (!snapshot.reopened.empty()) answer["reopened"] = snapshot.reopened;
    if (!snapshot.without_round.empty()) answer["without_beacon"] = snapshot.without_round;
    if (const auto& freeze = snapshot.freeze) {
      answer.update({{"frozen_at", freeze->at},
                     {"entrants_sha256", freeze->entrants_sha256},
                     {"prizes_sha256", freeze->prizes_sha256}});
      if (freeze->round != 0) {
        answer.update({{"round", freeze->round}, {"round_at", draw::Quicknet::time_of(freeze->round)}});
      }
    }
  }
  return answer;
}

Response state(Site& site) {
  const draw::Snapshot snapshot = draw::look(site.store);
  nlohmann::json answer = state_of(snapshot);
  answer["prizes"] = snapshot.prizes;
  std::sort(answer["prizes"].begin(), answer["prizes"].end());
  return web::json(io::to_text(answer));
}

Response state_of_entrant(Site& site, const Request& request) {
  const auto id = draw::GithubId::parse(request.path.substr(std::string_view("/state/").size()));
  if (!id) return refuse(request, site.pages, 404, tr("That is not a valid GitHub username; check the spelling."));
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

Response leave(Site& site, const Request& request) {
  const auto fields = web::fields_of(request);
  const auto* status = std::get_if<int>(&fields);
  const auto typed = status != nullptr ? std::nullopt : web::text_of(std::get<nlohmann::json>(fields), "entrant");
  const auto id = draw::GithubId::parse(typed.value_or(""));
  if (!id) {
    return refuse(request, site.pages, status != nullptr ? *status : 422,
                  tr("Send a form with the field {field}.", {{"field", "entrant"}}));
  }
  const draw::Outcome outcome = draw::leave(site.store, *id, phone_of(request));
  if (outcome == draw::Outcome::not_open) {
    return refuse(request, site.pages, 409, tr("The draw is closed, so nobody can leave it now; ask the organiser."));
  }
  if (outcome != draw::Outcome::done) {
    return refuse(request, site.pages, 403,
                  tr("Only the browser that entered somebody can remove them; ask the organiser."));
  }
  if (!request.wants_page()) return web::plain("OK\n");
  const std::string sentence = tr("{name} has left the draw.", {{"name", id->text()}});
  return home_page(site, request, EntryResult{200, sentence, "", "", true});
}

Response accent(Site& site, const Request& request) {
  if (site.settings.accent.empty()) return refuse(request, site.pages, 404, tr("This site does not set a colour."));
  return {200, "text/css; charset=utf-8", style_of(site.settings.accent), "max-age=600"};
}

}  // namespace

int main(int argc, char** argv) {
  if (is_called_with(argc, argv, "--check-redis")) return check_redis();
  if (is_called_with(argc, argv, "--error-pages")) return write_error_pages("errors");
  return run([](Site& site) {
    const auto get = [](const char* path, const web::Handler& handler) {
      return web::Route{"GET", path, web::Access::everybody, web::Effect::reads, handler};
    };
    const auto home = [&](const Request& request) { return home_page(site, request); };
    return web::Routes{
        get("/",
            [home, shared_home = web::shared(home)](const Request& request) {
              return Paging(request, "/").asks_for_a_part() ? home(request) : shared_home(request);
            }),
        get("/state", web::shared([&](const Request&) { return state(site); })),
        get("/pulse",
            web::shared([&](const Request&) { return web::json(io::to_text(state_of(draw::look(site.store)))); })),
        get("/state/*", by(site, state_of_entrant)),
        get("/was-i-in", by(site, standing_page)),
        {"POST", "/leave", web::Access::everybody, web::Effect::changes, by(site, leave)},
        get("/won/*", by(site, won_page)),
        get("/accent.css", by(site, accent)),
        get("/stage", by(site, stage_page)),
        get("/stage/code.svg", by(site, stage_code)),
        get("/stage/faces", web::shared([&](const Request&) { return web::json(latest_faces(site)); })),
    };
  });
}
