#include "pages/draw_changes.hpp"

#include "draw/closing.hpp"
#include "draw/opening.hpp"
#include "io/text.hpp"
#include "web/fields.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

using nlohmann::json;
using web::Request;
using web::Response;

namespace {

Response refuse_opening(Site& site, const Request& request, const draw::Opening::Refusal& refusal, OpeningForm form) {
  if (!request.wants_page()) return refuse(request, site.pages, 422, refusal.sentence);
  using Field = draw::Opening::Refusal::Field;
  if (refusal.field == Field::title) {
    form.title_error = refusal.sentence;
  } else if (refusal.field == Field::prizes) {
    form.prizes_error = refusal.sentence;
  } else {
    form.duration_error = "The time must be a whole number of minutes from 1 to 525600.";
  }
  return desk_page(site, request, 422, {}, form);
}

}  // namespace

Response open_draw(Site& site, const Request& request, const json& fields) {
  auto wish = request.has_type(web::Form::type) ? wish_of_form(fields) : wish_of_json(fields);
  if (!wish) {
    return refuse(request, site.pages, 422, R"(Please send JSON such as {"prizes": ["A Banana"], "duration": 900}.)");
  }
  if (wish->form.needs_review && request.wants_page()) return desk_page(site, request, 200, {}, wish->form);
  if (wish->reveal != "" && wish->reveal != "at-once" && wish->reveal != "together") {
    return refuse(request, site.pages, 422, "The reveal must be together or at-once; please choose one of them.");
  }
  wish->wish.is_together = wish->reveal == "together";
  const auto opening = draw::Opening::parse(wish->wish);
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

Response reveal(Site& site, const Request& request, const json& fields) {
  const auto shown = io::whole_number(web::text_of(fields, "shown").value_or(""), draw::Opening::most_prizes);
  if (!shown) {
    return refuse_on_desk(site, request, 422,
                          R"(Please send how many prizes everybody has seen, such as {"shown": 3}.)");
  }
  return answer(site, request, draw::reveal(site.store, action_of(request, fields), static_cast<std::size_t>(*shown)));
}
