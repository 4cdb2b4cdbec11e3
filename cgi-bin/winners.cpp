// GET /winners         200 the winners as JSON, [] while there are none; 304 if the client has it already
// GET /record          200 the record of the draw whose winners these are, as JSON; 304 as above; 404 there is none
// GET /record/         200 every draw that was opened here, as JSON
// GET /record/<draw>   200 the record of that draw; 404 there is none
// GET /draws/          200 the same as a page; ?q= part of a title, &page=
// GET /draws/<draw>    200 a page about that draw; 404 there is none
// GET /draws/<draw>/file              200 a self-verifying file to save; 404 its record cannot be read; 503 pictures
//                                     for another file are being fetched
// GET /draws/<draw>/file-of-winners   200 the same without those who have not won
// GET /verify          200 a page that verifies a record in the reader's browser

#include <memory>

#include "draw/record.hpp"
#include "draw/winners.hpp"
#include "io/language.hpp"
#include "pages/draws.hpp"
#include "pages/verify.hpp"
#include "web/refusal.hpp"
#include "web/shared.hpp"

namespace {

using web::Request;
using web::Response;

Response record(Site& site, const Request& request, const std::optional<std::string>& found) {
  if (!found)
    return refuse(request, site.pages, 404,
                  io::tr("There is no record of this draw; come back when its winners have been revealed."));
  return web::json(*found);
}

}  // namespace

int main() {
  return run([](Site& site) {
    const auto profiles =
        std::make_shared<draw::Profiles>(site.store, site.settings.github_url, site.settings.github_token);
    const auto get = [](const char* path, auto handler) {
      return web::Route{"GET", path, web::Access::everybody, web::Effect::reads, web::shared(handler)};
    };
    return web::Routes{
        get("/winners",
            [&site, profiles](const Request&) {
              return web::json(to_json(draw::winners(site.store, draw::asking(*profiles))));
            }),
        get("/record",
            [&site](const Request& request) { return record(site, request, draw::current_record(site.store)); }),
        get("/record/", [&site](const Request&) { return draws_json(site); }),
        get("/record/*",
            [&site](const Request& request) {
              const std::string draw = request.path.substr(std::string_view("/record/").size());
              return record(site, request, draw::record_of_draw(site.store, draw));
            }),
        get("/draws", by(site, draws_page)),
        get("/draws/", by(site, draws_page)),
        get("/draws/*", by(site, draw_page)),
        get("/verify", by(site, verify_page)),
    };
  });
}
