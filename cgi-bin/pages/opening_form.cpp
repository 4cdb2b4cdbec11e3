#include "pages/opening_form.hpp"

#include <algorithm>
#include <array>

#include "draw/log.hpp"
#include "draw/opening.hpp"
#include "draw/prize_list.hpp"
#include "io/text.hpp"
#include "pages/parts.hpp"
#include "web/fields.hpp"

using web::View;

namespace {

// The choices of the original, in seconds.
constexpr std::array<int, 9> durations{0, 900, 1800, 2700, 3600, 4500, 5400, 6300, 7200};

}  // namespace

std::optional<draw::Prize> prize_of(const nlohmann::json& value) {
  if (value.is_string()) return draw::Prize{value.get<std::string>()};
  if (!value.is_object() || !value.contains("name")) return std::nullopt;
  const auto name = web::text_of(value, "name");
  const auto note = web::text_of(value, "note");
  return name && note ? std::optional(draw::Prize{*name, *note}) : std::nullopt;
}

OpeningForm OpeningForm::of(const draw::ScheduledWish& scheduled) {
  const auto& wish = scheduled.wish;
  OpeningForm form;
  form.title = wish.title;
  form.prizes = draw::to_text(wish.prizes);
  form.is_literal = true;
  const auto seconds = io::whole_number(wish.duration, draw::Opening::longest_duration);
  const bool is_choice = seconds && std::find(durations.begin(), durations.end(), *seconds) != durations.end();
  form.duration = is_choice ? wish.duration : seconds ? "other" : "at";
  if (seconds && !is_choice) form.minutes = std::to_string((*seconds + 59) / 60);
  form.method = draw::to_text(scheduled.method);
  form.reveal = wish.is_together ? "together" : "at-once";
  form.opens_at = wish.opens_at;
  form.closes_at = wish.closes_at;
  form.instead_of = scheduled.draw;
  form.beacon = wish.has_beacon;
  form.leaves_out = !wish.leave_out.empty();
  if (form.leaves_out) form.draws = wish.leave_out;
  return form;
}

View OpeningForm::view(const std::string& usual_method) const {
  const bool has_usual_method = method.empty() || method == usual_method;
  View choices = View::array();
  const auto add = [&](const std::string& value, const std::string& label) {
    choices.push_back({{"value", value}, {"label", label}, {"selected", value == duration}});
  };
  for (const int seconds : durations)
    add(std::to_string(seconds), seconds == 0 ? "Until I close it" : in_words(seconds));
  add("other", "Another time…");
  if (duration == "at") add("at", "Until a time of day…");
  return {{"event_title", title},
          {"prizes", prizes},
          {"durations", choices},
          {"minutes", minutes},
          {"opens_at", opens_at},
          {"closes_at", closes_at},
          {"instead_of", instead_of},
          {"has_options", !has_usual_method || reveal == "at-once" || !opens_at.empty() || leaves_out},
          {"by_spop", (method.empty() ? usual_method : method) == "spop"},
          {"at_once", reveal == "at-once"},
          {"needs_review", needs_review},
          {"is_written_out", is_written_out},
          {"doubts", doubts},
          {"is_literal", is_literal},
          {"title_error", title_error},
          {"prizes_error", prizes_error},
          {"duration_error", duration_error},
          {"opens_error", opens_error},
          {"leaves_out", leaves_out},
          {"draws", draws},
          {"beacon", beacon},
          {"draws_error", draws_error}};
}

OpeningWish wish_of_form(const nlohmann::json& fields) {
  const auto text = [&](const char* name) { return web::text_of(fields, name).value_or(""); };
  OpeningForm form{text("title"),  text("prizes"),   text("duration"),  text("minutes"),   text("method"),
                   text("reveal"), text("opens_at"), text("closes_at"), text("instead_of")};
  std::string duration = form.duration;
  if (form.duration == "other") {
    const auto seconds = draw::seconds_of_minutes(io::trim(form.minutes));
    duration = seconds && seconds->count() > 0 ? std::to_string(seconds->count()) : "";
  }
  std::string closes_at;
  if (form.duration == "at") {
    duration = "";
    closes_at = form.closes_at.empty() ? "?" : form.closes_at;
  }
  form.is_literal = text("reviewed") == "yes";
  auto prizes = form.is_literal ? draw::prizes_as_typed(form.prizes) : draw::prizes_of(form.prizes);
  if (!form.is_literal && prizes.size() <= draw::Opening::most_prizes) {
    form.is_written_out = draw::has_quantities(form.prizes);
    form.doubts = draw::some_of(draw::doubtful_lines(form.prizes));
    form.needs_review = form.is_written_out || !form.doubts.empty();
  }
  if (form.needs_review) {
    form.prizes = draw::to_text(prizes);
    form.is_literal = true;
  }
  form.beacon = text("beacon") == "yes";
  form.leaves_out = text("leave_out") == "yes";
  if (form.leaves_out) form.draws = io::trim(text("draws"));
  const bool is_none = form.draws.empty() || form.draws == "0";
  const std::string leave_out = !form.leaves_out ? "" : is_none ? "none" : form.draws;
  return {{std::move(prizes), duration, form.title, false, form.opens_at, closes_at, leave_out, form.beacon},
          form.method,
          form.reveal,
          form};
}

std::optional<OpeningWish> wish_of_json(const nlohmann::json& fields) {
  const auto prizes = fields.find("prizes");
  const auto duration = web::text_of(fields, "duration");
  const auto method = web::text_of(fields, "method");
  const auto title = web::text_of(fields, "title");
  const auto reveal = web::text_of(fields, "reveal");
  const auto leave_out = web::text_of(fields, "leave_out");
  const auto opens_at = web::text_of(fields, "opens_at");
  const auto closes_at = web::text_of(fields, "closes_at");
  if (prizes == fields.end() || !prizes->is_array()) return std::nullopt;
  if (!fields.contains("duration") && !fields.contains("closes_at")) return std::nullopt;
  if (!duration || !method || !title || !reveal || !opens_at || !closes_at || !leave_out) return std::nullopt;
  const auto beacon = fields.find("beacon");
  if (beacon != fields.end() && !beacon->is_boolean()) return std::nullopt;
  const bool has_beacon = beacon != fields.end() && *beacon == true;
  OpeningWish wish{{{}, *duration, *title, false, *opens_at, *closes_at, *leave_out, has_beacon}, *method, *reveal};
  for (const auto& each : *prizes) {
    const auto prize = prize_of(each);
    if (!prize) return std::nullopt;
    wish.wish.prizes.push_back(*prize);
  }
  return wish;
}

void add_opening(Site& site, View& view, const draw::Snapshot& snapshot, OpeningForm form) {
  constexpr std::size_t most_listed = 100;
  const auto scheduled = snapshot.scheduled ? draw::scheduled_wish(site.store) : std::nullopt;
  const bool can_open = !view.contains("open") && !view.value("can_cancel", false);
  view["can_open"] = can_open && !snapshot.scheduled;
  if (scheduled) {
    const auto& prizes = scheduled->wish.prizes;
    View list = View::array();
    for (const draw::Prize& each : prizes) {
      if (list.size() < most_listed) list.push_back({{"name", each.name}, {"note", each.note}});
    }
    view["scheduled"].update({{"prizes", list},
                              {"count", draw::count_of(prizes.size(), "prize")},
                              {"more", prizes.size() > list.size() ? std::to_string(prizes.size() - list.size()) : ""},
                              {"can_change", can_open},
                              {"is_back", form.instead_of == scheduled->draw}});
    if (form.instead_of != scheduled->draw) form = OpeningForm::of(*scheduled);
  } else {
    form.instead_of = "";
  }
  view["form"] = form.view(site.settings.method);
  view["form"]["offers_beacon"] = !site.settings.beacon.empty();
}
