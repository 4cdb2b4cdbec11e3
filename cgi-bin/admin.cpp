// For the administrator only (403 without a login, or from another site's page):
// GET /admin                200 the organiser's desk
// GET /admin/entrants       200 a page of those who have entered; ?search= part of a GitHub ID, &from= a later page
// GET /admin/winners.csv    200 the winners to save; the same as winners.json
// The following take a form or JSON. They answer 200 OK, or 303 to a browser; 415 the body is neither; 422 it cannot be
// read, or names something impossible; 409 the draw is not in a state for it, and nothing has changed:
// POST /startdraw           prizes, duration, method: opens a draw. A form with quantities of a prize is shown again
// with
//                           the prizes that it stands for
// POST /enddraw             closes the draw, also a closed one
// POST /admin/time          minutes: closes the open draw so long from now, 0 not before /enddraw
// POST /admin/cancel        gives up a closed draw that was not picked
// POST /admin/take-out      github_id, reason, keep_out (yes: excludes them too): removes an entrant of the open draw
// POST /admin/exclude       github_ids, separated by commas or white space: cannot enter
// POST /admin/allow         github_id: may enter again

#include "draw/closing.hpp"
#include "draw/exclusion.hpp"
#include "draw/opening.hpp"
#include "draw/winners.hpp"
#include "io/text.hpp"
#include "pages/desk.hpp"
#include "pages/entrants.hpp"
#include "web/fields.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

namespace {

using nlohmann::json;
using web::Request;
using web::Response;

constexpr std::size_t longest_reason = 200;  // code points

std::optional<draw::GithubId> id_of(const Site& site, const json& fields) {
  const std::string typed = web::text_of(fields, "github_id").value_or("");
  return draw::GithubId::parse(draw::login_in(typed, site.settings.github_site));
}

Response refuse_opening(Site& site, const Request& request, const draw::Opening::Refusal& refusal, OpeningForm form) {
  if (!request.wants_page()) return refuse(request, site.pages, 422, refusal.sentence);
  if (refusal.field == draw::Opening::Refusal::Field::prizes) {
    form.prizes_error = refusal.sentence;
  } else {
    form.duration_error = "The time must be a whole number of minutes from 1 to 525600.";
  }
  return desk_page(site, request, 422, {}, form);
}

Response open_draw(Site& site, const Request& request, const json& fields) {
  const auto wish = request.has_type(web::Form::type) ? wish_of_form(fields) : wish_of_json(fields);
  if (!wish) {
    return refuse(request, site.pages, 422, R"(Please send JSON such as {"prizes": ["A Banana"], "duration": 900}.)");
  }
  if (wish->form.needs_review && request.wants_page()) return desk_page(site, request, 200, {}, wish->form);
  const auto opening = draw::Opening::parse(wish->prizes, wish->duration);
  if (const auto* refusal = std::get_if<draw::Opening::Refusal>(&opening)) {
    return refuse_opening(site, request, *refusal, wish->form);
  }
  const auto method = draw::parse_method(wish->method.empty() ? site.settings.method : wish->method);
  if (!method) return refuse(request, site.pages, 422, "The method must be ranked or spop; please choose one of them.");
  return answer(site, request,
                draw::open(site.store, action_of(request, fields), std::get<draw::Opening>(opening), *method));
}

Response close_draw(Site& site, const Request& request, const json& fields) {
  return answer(site, request, draw::close(site.store, action_of(request, fields)));
}

Response cancel_draw(Site& site, const Request& request, const json& fields) {
  return answer(site, request, draw::cancel(site.store, action_of(request, fields)));
}

Response change_time(Site& site, const Request& request, const json& fields) {
  const std::string minutes = io::trim(web::text_of(fields, "minutes").value_or("?"));
  const auto left = draw::seconds_of_minutes(minutes.empty() ? "0" : minutes);
  if (!left) {
    return refuse_on_desk(site, request, 422,
                          "The time must be a whole number of minutes, at most 525600; please correct it.");
  }
  return answer(site, request, draw::change_time_limit(site.store, action_of(request, fields), *left));
}

Response remove_entrant(Site& site, const Request& request, const json& fields) {
  const auto id = id_of(site, fields);
  if (!id) return refuse_on_desk(site, request, 422, "That is no GitHub ID; please choose an entrant.");
  const std::string reason = io::trim(io::one_line(web::text_of(fields, "reason").value_or("")));
  if (io::visible(reason).empty() || io::decode_utf8(reason)->size() > longest_reason) {
    return refuse_on_desk(site, request, 422, "Please give a reason of at most 200 characters; it is kept in the log.");
  }
  const bool excludes = web::text_of(fields, "keep_out") == "yes";
  return answer(site, request, draw::remove(site.store, action_of(request, fields), *id, reason, excludes),
                "/admin/entrants");
}

Response exclude(Site& site, const Request& request, const json& fields) {
  std::vector<draw::GithubId> ids;
  for (const std::string& word : io::words(web::text_of(fields, "github_ids").value_or(""))) {
    const std::string login = draw::login_in(word, site.settings.github_site);
    const auto id = draw::GithubId::parse(login);
    if (!id) {
      const std::string fault = draw::is_email_address(login)
                                    ? "” is an e-mail address; please name the GitHub username."
                                    : "” is no GitHub ID; please correct it.";
      return refuse_on_desk(site, request, 422, "“" + io::first_characters(io::one_line(word), 40) + fault);
    }
    ids.push_back(*id);
  }
  if (ids.empty()) return refuse_on_desk(site, request, 422, "Please name at least one GitHub ID.");
  return answer(site, request, draw::exclude(site.store, action_of(request, fields), ids));
}

Response allow(Site& site, const Request& request, const json& fields) {
  const auto id = id_of(site, fields);
  if (!id) return refuse_on_desk(site, request, 422, "That is no GitHub ID; please choose one that is excluded.");
  return answer(site, request, draw::allow(site.store, action_of(request, fields), *id));
}

// A byte order mark, by which spreadsheets know UTF-8.
std::string csv(const std::vector<draw::Winner>& winners) {
  std::string text = "\xEF\xBB\xBF\"prize\",\"github_id\",\"name\"\r\n";
  for (const draw::Winner& each : winners) {
    text += io::csv_cell(each.prize) + "," + io::csv_cell(each.id) + "," + io::csv_cell(each.name) + "\r\n";
  }
  return text;
}

Response download(Response response, const std::string& name) {
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

}  // namespace

int main() {
  return run([](Site& site) {
    const auto get = [&](const char* path, auto handler) {
      return web::Route{"GET", path, web::Access::administrator, web::Effect::reads, handler};
    };
    const auto post = [&](const char* path, const HandleFields& handle) {
      return web::Route{"POST", path, web::Access::administrator, web::Effect::changes,
                        [&site, handle](const Request& request) { return with_fields(site, request, handle); }};
    };
    return web::Routes{
        get("/admin", [&](const Request& request) { return desk_page(site, request); }),
        get("/admin/entrants", [&](const Request& request) { return entrants_page(site, request); }),
        get("/admin/winners.csv",
            [&](const Request&) {
              return download({200, "text/csv; charset=utf-8", csv(draw::winners(site.store))}, "winners.csv");
            }),
        get("/admin/winners.json",
            [&](const Request&) { return download(web::json(to_json(draw::winners(site.store))), "winners.json"); }),
        post("/startdraw", open_draw),
        post("/enddraw", close_draw),
        post("/admin/time", change_time),
        post("/admin/cancel", cancel_draw),
        post("/admin/take-out", remove_entrant),
        post("/admin/exclude", exclude),
        post("/admin/allow", allow),
    };
  });
}
