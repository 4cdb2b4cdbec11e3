// For the administrator only (403 without a login, or from another site's page):
// GET /admin                200 the organiser's desk
// GET /admin/entrants       200 a page of entrants; ?search= part of a GitHub ID or a name, &from= where a later page
//                           begins
// GET /admin/entrants.csv   200 the entrants to save; ?separator= comma or semicolon; 409 too many, or deleted; 422
// GET /admin/winners.csv    200 the winners to save; the same as winners.json
// The following take a form or JSON. They answer 200 OK, or 303 to a browser; 415 the body is neither; 422 it cannot be
// read, or names something impossible; 409 the draw is not in a state for it, and nothing has changed:
// POST /startdraw           prizes, duration or closes_at, title, method, reveal: opens a draw, or schedules it for
//                           opens_at. A form with quantities is shown again with each prize listed
// POST /admin/open-now      opens the scheduled draw
// POST /admin/unschedule    cancels it
// POST /admin/prize         add; or rename and to; and note: adds a prize to the open draw, or renames one
// POST /enddraw             closes the draw; closing a closed one is no error
// POST /admin/time          minutes: when the open draw closes, from now, 0 for never; or add: minutes to add; or
//                           closes_at
// POST /admin/reopen        reopens a draw that was closed by mistake, within a minute
// POST /admin/reveal        shown: how many prizes, in the order shown, everybody sees the outcome of; never fewer
//                           than before
// POST /admin/cancel        cancels a closed draw that was not picked
// POST /admin/delete-draw   draw: deletes a past draw, except for a line that says so
// POST /admin/take-out      github_id, reason, keep_out (yes: excludes them too): removes an entrant of the open draw
// POST /admin/exclude       github_ids, separated by commas or white space: they cannot enter
// POST /admin/here          prize, winner, here (no: removes the mark): marks a winner as here
// POST /admin/undo-redraw   undoes the last redraw
// POST /admin/add           github_ids, or a table with a column of them: adds people to the open draw
// POST /admin/allow         github_id: they may enter again

#include "draw/closing.hpp"
#include "draw/replacement.hpp"
#include "draw/schedule.hpp"
#include "pages/changes.hpp"
#include "pages/entrants.hpp"
#include "pages/tables.hpp"

using web::Request;

int main() {
  return run([](Site& site) {
    const auto get = [&](const char* path, auto handler) {
      return web::Route{"GET", path, web::Access::administrator, web::Effect::reads, handler};
    };
    const auto post = [&](const char* path, const std::function<Change>& change) {
      return web::Route{"POST", path, web::Access::administrator, web::Effect::changes,
                        [&site, change](const Request& request) { return with_fields(site, request, change); }};
    };
    return web::Routes{
        get("/admin", [&](const Request& request) { return desk_page(site, request); }),
        get("/admin/entrants", [&](const Request& request) { return entrants_page(site, request); }),
        get("/admin/entrants.csv", by(site, entrants_table)),
        get("/admin/winners.csv", [&](const Request&) { return winners_table(site); }),
        get("/admin/winners.json", [&](const Request&) { return winners_json(site); }),
        post("/startdraw", open_draw),
        post("/admin/open-now", simply(draw::open_scheduled)),
        post("/admin/unschedule", simply(draw::unschedule)),
        post("/admin/prize", change_prizes),
        post("/enddraw", simply(draw::close)),
        post("/admin/reopen", simply(draw::reopen)),
        post("/admin/time", change_time),
        post("/admin/reveal", reveal),
        post("/admin/cancel", simply(draw::cancel)),
        post("/admin/delete-draw", delete_draw),
        post("/admin/take-out", remove_entrant),
        post("/admin/exclude", exclude),
        post("/admin/add", add_people),
        post("/admin/allow", allow),
        post("/admin/here", note_here),
        post("/admin/undo-redraw", simply(draw::undo_redraw)),
    };
  });
}
