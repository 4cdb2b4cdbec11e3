#include "pages/changes.hpp"

#include <array>

#include "draw/closing.hpp"
#include "draw/draws.hpp"
#include "draw/opening.hpp"
#include "draw/prizes.hpp"
#include "draw/schedule.hpp"
#include "io/json.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/sentences.hpp"
#include "web/fields.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

using draw::Outcome;
using nlohmann::json;
using web::Request;
using web::Response;

namespace {

constexpr const char* no_beacon_here = io::translatable(
    "A public beacon needs the method ranked, and a site whose PRIZEDRAW_BEACON names relays; leave it out.");

Response refuse_opening(Site& site, const Request& request, const draw::Opening::Refusal& refusal, OpeningForm form) {
  if (!request.wants_page()) return refuse(request, site.pages, 422, sentence_of(refusal.fault));
  // In the order of Refusal::Field.
  constexpr std::array errors{"title_error", "prizes_error",   "duration_error",
                              "opens_error", "duration_error", "draws_error"};
  const bool is_duration = refusal.field == draw::Opening::Refusal::Field::duration;
  form[errors.at(static_cast<std::size_t>(refusal.field))] =
      is_duration ? io::tr("The time must be a whole number of minutes from 1 to 525600.") : sentence_of(refusal.fault);
  return desk_page(site, request, 422, {}, form);
}

// The prize to add, or the new name of one.
std::optional<draw::Prize> typed_prize(const json& fields, const char* name) {
  auto prize = fields.contains(name) ? prize_of(fields.at(name)) : std::nullopt;
  const auto note = web::text_of(fields, "note");
  if (!prize || !note) return std::nullopt;
  return draw::Prize{io::trim(prize->name), io::trim(prize->note.empty() ? *note : prize->note)};
}

// Why the prizes cannot be changed as requested; empty for outcomes that are not about the prize.
std::string fault_of_change(Outcome outcome, const std::string& from, const std::string& to) {
  if (outcome == Outcome::no_prize)
    return io::tr("There is no prize “{name}” in this draw; check its prizes.", {{"name", from}});
  if (outcome == Outcome::prize_exists) {
    return io::tr("There is already a prize “{name}”; each prize needs its own name.", {{"name", to}});
  }
  if (outcome != Outcome::too_many_prizes) return "";
  return io::tr("A draw can have at most 10,000 prizes; leave “{name}” out.", {{"name", to}});
}

}  // namespace

Response open_draw(Site& site, const Request& request, const json& fields) {
  auto wish = request.has_type(web::Form::type) ? wish_of_form(fields) : wish_of_json(fields);
  if (!wish) {
    return refuse(
        request, site.pages, 422,
        io::tr("Send JSON such as {example}.", {{"example", R"({"prizes": ["A Banana"], "duration": 900})"}}));
  }
  const auto said = [&](const char* name) { return io::text_in(wish->form, name); };
  if (wish->form.contains("needs_review") && request.wants_page()) return desk_page(site, request, 200, {}, wish->form);
  const std::string reveal = said("reveal");
  if (!reveal.empty() && reveal != "at-once" && reveal != "together") {
    return refuse(request, site.pages, 422, io::tr("The reveal must be together or at-once; choose one of them."));
  }
  wish->wish.is_together = reveal == "together";
  const auto method = draw::parse_method(said("method").empty() ? site.settings.method : said("method"));
  const bool can_have_beacon = !site.settings.beacon.empty() && method != draw::Method::spop;
  if (wish->wish.has_beacon && !can_have_beacon && !request.has_type(web::Form::type)) {
    return refuse(request, site.pages, 422, io::tr(no_beacon_here));
  }
  wish->wish.has_beacon = wish->wish.has_beacon && can_have_beacon;  // the form has it ticked by default
  const auto opening = draw::Opening::parse(wish->wish);
  if (const auto* refusal = std::get_if<draw::Opening::Refusal>(&opening)) {
    return refuse_opening(site, request, *refusal, wish->form);
  }
  if (!method)
    return refuse(request, site.pages, 422, io::tr("The method must be ranked or spop; choose one of them."));
  const auto& wanted = std::get<draw::Opening>(opening);
  const draw::Action action = action_of(request, fields);
  return answer(site, request,
                wanted.opens_at() ? draw::schedule(site.store, action, wanted, *method, said("instead_of"))
                                  : draw::open(site.store, action, wanted, *method, said("instead_of")));
}

Response change_prizes(Site& site, const Request& request, const json& fields) {
  const bool is_new = fields.contains("add");
  const auto prize = typed_prize(fields, is_new ? "add" : "to");
  const std::string from = is_new ? "" : web::text_of(fields, "rename").value_or("");
  if (!prize || from.empty() != is_new) {
    return refuse_on_desk(
        site, request, 422,
        io::tr("Send {example} or {other}.",
               {{"example", R"({"add": "An Apple"})"}, {"other", R"({"rename": "An Apple", "to": "A Pear"})"}}));
  }
  if (const auto fault = draw::fault_of(*prize)) return refuse_on_desk(site, request, 422, sentence_of(*fault));
  const draw::Action action = action_of(request, fields);
  const Outcome outcome =
      is_new ? draw::add_prize(site.store, action, *prize) : draw::rename_prize(site.store, action, from, *prize);
  const std::string sentence = fault_of_change(outcome, from, prize->name);
  return sentence.empty() ? answer(site, request, outcome) : refuse_on_desk(site, request, 422, sentence);
}

Response delete_draw(Site& site, const Request& request, const json& fields) {
  const std::string draw = web::text_of(fields, "draw").value_or("");
  return answer(site, request, draw::delete_draw(site.store, action_of(request, fields), draw));
}

Response change_time(Site& site, const Request& request, const json& fields) {
  const draw::Action action = action_of(request, fields);
  if (fields.contains("closes_at")) {
    const auto time = io::parse_time(web::text_of(fields, "closes_at").value_or(""));
    if (const auto fault = draw::fault_of_close(time)) return refuse_on_desk(site, request, 422, sentence_of(*fault));
    return answer(site, request, draw::close_at(site.store, action, *time));
  }
  const bool is_more = fields.contains("add");
  const std::string minutes = io::trim(web::text_of(fields, is_more ? "add" : "minutes").value_or("?"));
  const auto time = draw::seconds_of_minutes(minutes.empty() ? "0" : minutes);
  if (!time || (is_more && time->count() == 0)) {
    return refuse_on_desk(site, request, 422, io::tr("The time must be a whole number of minutes, at most 525600."));
  }
  return answer(
      site, request,
      is_more ? draw::add_time(site.store, action, *time) : draw::change_time_limit(site.store, action, *time));
}

Response reveal(Site& site, const Request& request, const json& fields) {
  const auto shown = io::whole_number(web::text_of(fields, "shown").value_or(""), draw::Opening::most_prizes);
  if (!shown) {
    return refuse_on_desk(
        site, request, 422,
        io::tr("Send how many prizes everybody has seen, such as {example}.", {{"example", R"({"shown": 3})"}}));
  }
  return answer(site, request, draw::reveal(site.store, action_of(request, fields), static_cast<std::size_t>(*shown)));
}
