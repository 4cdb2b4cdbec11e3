// For the administrator only (403 without a login, or from another site's page):
// GET /admin                200 the administrator's page
// POST /startdraw           opens a draw from JSON or a form. 200 OK, 303 to a browser; 409 the last draw is not over
//                           yet; 415 neither JSON nor a form; 422 what it says cannot be a draw. A form with quantities
//                           of a prize is shown again with the prizes that it stands for
// POST /enddraw             closes the draw, also a closed one. 200 OK, 303 to a browser
// GET /admin/entrants       200 a page of those who have entered; ?search= part of a GitHub ID, &from= a later page
// GET /admin/winners.csv    200 the winners to save; the same as winners.json
// These take forms, and answer 200 OK, 303 to a browser; 415 no form; 422 it cannot be read, or says nothing possible:
// POST /admin/time          minutes: closes the open draw so long from now, 0 not before /enddraw; 409 it is not open
// POST /admin/take-out      github_id, reason, keep_out (yes: excludes them too); 409 not open, or nobody of that name
// POST /admin/exclude       github_ids, parted by commas or white space: cannot enter; 409 too many
// POST /admin/allow         github_id: may enter again

#include <algorithm>
#include <charconv>

#include "draw/deeds.hpp"
#include "io/json.hpp"
#include "io/text.hpp"
#include "views.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

namespace {

using draw::Opening;
using web::Request;
using web::Response;

constexpr std::size_t longest_reason = 200;  // code points

Response done(const Request& request, const std::string& page = "/admin") {
  return request.wants_page() ? web::see_other(request.root + page) : web::plain("OK");
}

Response refuse_opening(Site& site, const Request& request, const Opening::Refusal& refusal, OpeningForm form) {
  if (!request.wants_page()) return refuse(request, site.pages, 422, refusal.sentence);
  (refusal.field == Opening::Refusal::Field::prizes ? form.prizes_error : form.duration_error) = refusal.sentence;
  return admin_page(site, request, 422, {}, form);
}

Response open_draw(Site& site, const Request& request, const std::vector<std::string>& prizes,
                   const std::string& duration, const std::string& method_name, const OpeningForm& form = {}) {
  const auto opening = Opening::parse(prizes, duration);
  if (const auto* refusal = std::get_if<Opening::Refusal>(&opening)) {
    return refuse_opening(site, request, *refusal, form);
  }
  const auto method = draw::parse_method(method_name.empty() ? site.settings.method : method_name);
  if (!method) return refuse(request, site.pages, 422, "The method must be ranked or spop; please choose one of them.");
  const draw::Start start = site.draw.start(request.remote_user, std::get<Opening>(opening), *method);
  if (start == draw::Start::started || done_already(site, request, draw::deeds::opened(std::get<Opening>(opening)))) {
    return done(request);
  }
  const std::string sentence = start == draw::Start::still_open
                                   ? "A draw is open; please close it and pick its winners first."
                                   : "The entrants of the last draw are waiting; please pick the winners first.";
  return request.wants_page() ? admin_page(site, request, 409, sentence, form)
                              : refuse(request, site.pages, 409, sentence);
}

Response open_by_json(Site& site, const Request& request) {
  const auto body = io::parse_json(request.body);
  const auto wrong = [&] {
    return refuse(request, site.pages, 422, R"(Please send JSON such as {"prizes": ["A Banana"], "duration": 900}.)");
  };
  if (!body.is_object() || !body.contains("prizes") || !body.contains("duration")) return wrong();
  const auto& prizes = body["prizes"];
  const auto& duration = body["duration"];
  const auto method = body.find("method");
  if (method != body.end() && !method->is_string()) return wrong();
  const bool all_text = prizes.is_array() &&
                        std::all_of(prizes.begin(), prizes.end(), [](const auto& prize) { return prize.is_string(); });
  if (!all_text) return wrong();
  return open_draw(site, request, prizes.get<std::vector<std::string>>(),
                   duration.is_string() ? duration.get<std::string>() : io::to_text(duration),
                   method != body.end() ? method->get<std::string>() : "");
}

// A number of minutes in seconds, as a duration is written; empty, which is none, where it is no short number.
std::string seconds_of(const std::string& minutes) {
  const bool is_short_number =
      !minutes.empty() && minutes.size() < 8 && minutes.find_first_not_of("0123456789") == std::string::npos;
  return is_short_number ? std::to_string(60 * std::stoll(minutes)) : "";
}

std::string in_lines(const std::vector<std::string>& prizes) {
  std::string text;
  for (const std::string& prize : prizes) text += (text.empty() ? "" : "\n") + prize;
  return text;
}

Response open_by_form(Site& site, const Request& request) {
  const auto form = web::Form::parse(request.body);
  if (!form) return refuse(request, site.pages, 422, "The form cannot be read; please send it again.");
  OpeningForm typed{form->field("prizes"), form->field("duration"), form->field("minutes"), form->field("method")};
  const std::string duration = typed.duration == "other" ? seconds_of(typed.minutes) : typed.duration;
  const auto prizes = draw::prizes_of(typed.prizes);
  if (draw::has_quantities(typed.prizes) && request.wants_page() && prizes.size() <= Opening::most_prizes) {
    typed.prizes = in_lines(prizes);
    typed.is_to_be_looked_at = true;
    return admin_page(site, request, 200, {}, typed);
  }
  return open_draw(site, request, prizes, duration, typed.method, typed);
}

Response start(Site& site, const Request& request) {
  if (request.has_type("application/json")) return open_by_json(site, request);
  if (request.has_type(web::Form::type)) return open_by_form(site, request);
  return refuse(request, site.pages, 415, "Please send the prizes and the duration as JSON or as a form.");
}

Response end(Site& site, const Request& request) {
  site.draw.close(request.remote_user);
  return done(request);
}

// Hands the form on, where there is one.
Response with_form(Site& site, const Request& request, Response (*handle)(Site&, const Request&, const web::Form&)) {
  if (!request.has_type(web::Form::type)) return refuse(request, site.pages, 415, "Please send a form.");
  const auto form = web::Form::parse(request.body);
  return form ? handle(site, request, *form)
              : refuse(request, site.pages, 422, "The form cannot be read; please send it again.");
}

Response change_time(Site& site, const Request& request, const web::Form& form) {
  const std::string minutes = io::trim(form.field("minutes"));
  const auto duration = Opening::parse_duration(minutes.empty() ? "0" : seconds_of(minutes));
  if (!duration) {
    return refused(site, request, 422,
                   "The time must be a whole number of minutes, at most 525600; please correct it.");
  }
  if (done_already(site, request, draw::deeds::time_changed(*duration))) return done(request);
  if (site.desk.change_time(request.remote_user, *duration) == draw::TimeChange::changed) return done(request);
  return refused(site, request, 409, "The draw is not open, so its time cannot change; you can open a new draw.");
}

Response take_out(Site& site, const Request& request, const web::Form& form) {
  const auto id = draw::GithubId::parse(form.field("github_id"));
  if (!id) return refused(site, request, 422, "That is no GitHub ID; please choose an entrant.");
  const std::string reason = io::trim(io::one_line(form.field("reason")));
  const auto length = io::decode_utf8(reason)->size();
  if (length == 0 || length > longest_reason) {
    return refused(site, request, 422, "Please give a reason of at most 200 characters; it is kept in the log.");
  }
  const bool keeps_out = form.field("keep_out") == "yes";
  const auto answer = site.desk.take_out(request.remote_user, *id, reason, keeps_out);
  if (answer == draw::TakeOut::taken_out ||
      done_already(site, request, draw::deeds::taken_out(*id, reason, keeps_out))) {
    return done(request, "/admin/entrants");
  }
  if (answer == draw::TakeOut::not_open) {
    return refused(site, request, 409,
                   "The draw is not open, so its entrants stay; a winner’s prize can still go to the next.");
  }
  if (answer == draw::TakeOut::too_many) {
    return refused(site, request, 409, "1,000 are excluded already; please let some of them enter again first.");
  }
  return refused(site, request, 409, "There is no entrant " + id->text() + " any more.");
}

Response exclude(Site& site, const Request& request, const web::Form& form) {
  std::vector<draw::GithubId> ids;
  std::string text = form.field("github_ids");
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == ',' || c == ';' || std::isspace(c) != 0; }, '\n');
  for (const std::string& word : io::lines(text)) {
    const auto id = draw::GithubId::parse(draw::without_mention(word));
    if (!id) {
      return refused(site, request, 422,
                     "“" + io::first_characters(io::one_line(word), 40) + "” is no GitHub ID; please correct it.");
    }
    ids.push_back(*id);
  }
  if (ids.empty()) return refused(site, request, 422, "Please name at least one GitHub ID.");
  if (ids.size() <= draw::Desk::most_excluded &&
      site.desk.exclude(request.remote_user, ids) != draw::Exclusion::too_many) {
    return done(request);
  }
  return refused(site, request, 409, "At most 1,000 can be excluded; please let some of them enter again first.");
}

Response allow(Site& site, const Request& request, const web::Form& form) {
  const auto id = draw::GithubId::parse(form.field("github_id"));
  if (!id) return refused(site, request, 422, "That is no GitHub ID; please choose one that is excluded.");
  site.desk.allow(request.remote_user, *id);
  return done(request);
}

Response entrants(Site& site, const Request& request) {
  const auto query = web::Form::parse(request.query);
  const std::string typed = query ? query->field("search") : "";
  const std::string from = query ? query->field("from") : "";
  unsigned long long cursor = 0;
  std::from_chars(from.data(), from.data() + from.size(), cursor);
  const std::string search = draw::without_mention(typed);
  const auto part = draw::GithubId::parse(search);
  const bool can_be_found = search.empty() || part;
  const auto page = can_be_found ? site.entrants.page(part, std::to_string(cursor)) : draw::Entrants::Page{};
  const draw::Snapshot snapshot = site.draw.snapshot();
  web::View list = web::View::array();
  for (const draw::Entrant& each : page.entrants) {
    list.push_back(person(each.id, each.name, each.image, 112));
    list.back()["has_name"] = each.name != each.id;
    list.back()["is_unverified"] = each.is_unverified;
  }
  web::View view = roster(snapshot);
  view.update({{"root", request.root},
               {"title", "The entrants"},
               {"script", "/assets/admin.js"},
               {"admin", true},
               {"open", name_of(snapshot.phase) == "open"},
               {"search", typed},
               {"found", part ? part->text() : ""},
               {"list", list},
               {"has_list", !list.empty()},
               {"is_later", cursor != 0},
               {"next", page.next}});
  view.update(latest_of(site.desk.overview().log));
  return web::page(site.pages.render("entrants", view));
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
    using web::Access;
    using web::Effect;
    return web::Routes{
        {"GET", "/admin", Access::administrator, Effect::reads,
         [&](const Request& request) { return admin_page(site, request); }},
        {"POST", "/startdraw", Access::administrator, Effect::changes,
         [&](const Request& request) { return start(site, request); }},
        {"POST", "/enddraw", Access::administrator, Effect::changes,
         [&](const Request& request) { return end(site, request); }},
        {"GET", "/admin/entrants", Access::administrator, Effect::reads,
         [&](const Request& request) { return entrants(site, request); }},
        {"GET", "/admin/winners.csv", Access::administrator, Effect::reads,
         [&](const Request&) {
           return download({200, "text/csv; charset=utf-8", csv(site.winners.list())}, "winners.csv");
         }},
        {"GET", "/admin/winners.json", Access::administrator, Effect::reads,
         [&](const Request&) { return download(web::json(site.winners.json()), "winners.json"); }},
        {"POST", "/admin/time", Access::administrator, Effect::changes,
         [&](const Request& request) { return with_form(site, request, change_time); }},
        {"POST", "/admin/take-out", Access::administrator, Effect::changes,
         [&](const Request& request) { return with_form(site, request, take_out); }},
        {"POST", "/admin/exclude", Access::administrator, Effect::changes,
         [&](const Request& request) { return with_form(site, request, exclude); }},
        {"POST", "/admin/allow", Access::administrator, Effect::changes,
         [&](const Request& request) { return with_form(site, request, allow); }},
    };
  });
}
