// For the administrator only (403 without a login, or from another site's page):
// GET /admin       200 the administrator's page
// POST /startdraw  opens a draw from JSON or a form. 200 OK, 303 to a browser; 409 the last draw is not over yet;
//                  415 neither JSON nor a form; 422 what it says cannot be a draw
// POST /enddraw    closes the draw, also a closed one. 200 OK, 303 to a browser

#include <algorithm>
#include <sstream>

#include "io/json.hpp"
#include "views.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

namespace {

using draw::Opening;
using web::Request;
using web::Response;

Response done(const Request& request) {
  return request.wants_page() ? web::see_other(request.root + "/admin") : web::plain("OK");
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
  const draw::Start start = site.draw.start(std::get<Opening>(opening), *method);
  if (start == draw::Start::started) return done(request);
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

// One prize a line; lines with nothing on them are not meant as prizes.
std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) all.push_back(line);
  }
  return all;
}

Response open_by_form(Site& site, const Request& request) {
  const auto form = web::Form::parse(request.body);
  if (!form) return refuse(request, site.pages, 422, "The form cannot be read; please send it again.");
  const OpeningForm typed{form->field("prizes"), form->field("duration"), form->field("minutes"),
                          form->field("method")};
  std::string duration = typed.duration;
  if (duration == "other") {
    // Sixty times a number of digits is that number of seconds; anything else is refused as it stands.
    const bool is_short_number = !typed.minutes.empty() && typed.minutes.size() < 8 &&
                                 typed.minutes.find_first_not_of("0123456789") == std::string::npos;
    duration = is_short_number ? std::to_string(60 * std::stoll(typed.minutes)) : "";
  }
  return open_draw(site, request, lines(typed.prizes), duration, typed.method, typed);
}

Response start(Site& site, const Request& request) {
  if (request.has_type("application/json")) return open_by_json(site, request);
  if (request.has_type("application/x-www-form-urlencoded")) return open_by_form(site, request);
  return refuse(request, site.pages, 415, "Please send the prizes and the duration as JSON or as a form.");
}

Response end(Site& site, const Request& request) {
  site.draw.close();
  return done(request);
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
    };
  });
}
