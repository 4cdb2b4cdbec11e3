#include "pages/opening_form.hpp"

#include <algorithm>
#include <array>

#include "draw/opening.hpp"
#include "draw/prize_list.hpp"
#include "io/json.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/parts.hpp"
#include "pages/sentences.hpp"
#include "web/fields.hpp"

using web::View;

namespace {

// The original's choices, in seconds.
constexpr std::array<int, 9> durations{0, 900, 1800, 2700, 3600, 4500, 5400, 6300, 7200};

constexpr std::array names{"title",    "prizes",    "reviewed",   "duration", "minutes",   "method", "reveal",
                           "opens_at", "closes_at", "instead_of", "beacon",   "leave_out", "draws"};
constexpr const char* usual_draws = "3";  // whose winners are left out

OpeningForm blank() { return {{"duration", "0"}, {"reveal", "together"}, {"beacon", "yes"}, {"draws", usual_draws}}; }

// Filled with the values of a scheduled draw.
OpeningForm form_of(const draw::ScheduledWish& scheduled) {
  const auto& wish = scheduled.wish;
  const auto seconds = io::whole_number(wish.duration, draw::Opening::longest_duration);
  const bool is_choice = seconds && std::find(durations.begin(), durations.end(), *seconds) != durations.end();
  return {{"title", wish.title},
          {"prizes", draw::to_text(wish.prizes)},
          {"reviewed", "yes"},
          {"duration", is_choice ? wish.duration
                       : seconds ? "other"
                                 : "at"},
          {"minutes", seconds && !is_choice ? std::to_string((*seconds + 59) / 60) : ""},
          {"method", draw::to_text(scheduled.method)},
          {"reveal", wish.is_together ? "together" : "at-once"},
          {"opens_at", wish.opens_at},
          {"closes_at", wish.closes_at},
          {"instead_of", scheduled.draw},
          {"beacon", wish.has_beacon ? "yes" : ""},
          {"leave_out", wish.leave_out.empty() ? "" : "yes"},
          {"draws", wish.leave_out.empty() ? usual_draws : wish.leave_out}};
}

// For the template.
View view_of(OpeningForm form, const std::string& usual_method) {
  const auto text = [&](const char* name) { return io::text_in(form, name); };
  View choices = View::array();
  const auto add = [&](const std::string& value, const std::string& label) {
    choices.push_back({{"value", value}, {"label", label}, {"selected", value == text("duration")}});
  };
  for (const int seconds : durations)
    add(std::to_string(seconds), seconds == 0 ? io::tr("Until I close it") : in_words(seconds));
  add("other", io::tr("Another time…"));
  if (text("duration") == "at") add("at", io::tr("Until a time of day…"));
  const std::string method = text("method").empty() ? usual_method : text("method");
  const bool at_once = text("reveal") == "at-once";
  const bool leaves_out = text("leave_out") == "yes";
  form.update({{"event_title", text("title")},
               {"durations", choices},
               {"has_options", method != usual_method || at_once || !text("opens_at").empty() || leaves_out},
               {"by_spop", method == "spop"},
               {"at_once", at_once},
               {"is_literal", text("reviewed") == "yes"},
               {"leaves_out", leaves_out}});
  return form;
}

}  // namespace

std::optional<draw::Prize> prize_of(const nlohmann::json& value) {
  if (value.is_string()) return draw::Prize{value.get<std::string>()};
  if (!value.is_object() || !value.contains("name")) return std::nullopt;
  const auto name = web::text_of(value, "name");
  const auto note = web::text_of(value, "note");
  return name && note ? std::optional(draw::Prize{*name, *note}) : std::nullopt;
}

OpeningWish wish_of_form(const nlohmann::json& fields) {
  OpeningForm form;
  for (const char* name : names) form[name] = web::text_of(fields, name).value_or("");
  const auto text = [&](const char* name) { return io::text_in(form, name); };
  std::string duration = text("duration");
  std::string closes_at;
  if (duration == "other") {
    const auto seconds = draw::seconds_of_minutes(io::trim(text("minutes")));
    duration = seconds && seconds->count() > 0 ? std::to_string(seconds->count()) : "";
  } else if (duration == "at") {
    duration = "";
    closes_at = text("closes_at").empty() ? "?" : text("closes_at");
  }
  const std::string typed = text("prizes");
  const bool is_reviewed = text("reviewed") == "yes";
  auto prizes = is_reviewed ? draw::prizes_as_typed(typed) : draw::prizes_of(typed);
  if (!is_reviewed && prizes.size() <= draw::Opening::most_prizes) {
    const bool has_quantities = draw::has_quantities(typed);
    const std::string doubts = some_of(draw::doubtful_lines(typed));
    if (has_quantities || !doubts.empty()) {
      form.update({{"needs_review", true},
                   {"is_written_out", has_quantities},
                   {"doubts", doubts},
                   {"prizes", draw::to_text(prizes)},
                   {"reviewed", "yes"}});
    }
  }
  const bool leaves_out = text("leave_out") == "yes";
  form["draws"] = leaves_out ? io::trim(text("draws")) : usual_draws;
  const bool is_none = text("draws").empty() || text("draws") == "0";
  const std::string leave_out = !leaves_out ? "" : is_none ? "none" : text("draws");
  return {{std::move(prizes), duration, text("title"), false, text("opens_at"), closes_at, leave_out,
           text("beacon") == "yes"},
          form};
}

std::optional<OpeningWish> wish_of_json(const nlohmann::json& fields) {
  const auto prizes = fields.find("prizes");
  if (prizes == fields.end() || !prizes->is_array()) return std::nullopt;
  if (!fields.contains("duration") && !fields.contains("closes_at")) return std::nullopt;
  const View beacon = fields.value("beacon", View(false));
  bool is_right = beacon.is_boolean();
  const auto text = [&](const char* name) {
    const auto found = web::text_of(fields, name);
    is_right = is_right && found;
    return found.value_or("");
  };
  OpeningWish wish{{{},
                    text("duration"),
                    text("title"),
                    false,
                    text("opens_at"),
                    text("closes_at"),
                    text("leave_out"),
                    beacon == true},
                   {{"method", text("method")}, {"reveal", text("reveal")}}};
  if (!is_right) return std::nullopt;
  for (const auto& each : *prizes) {
    const auto prize = prize_of(each);
    if (!prize) return std::nullopt;
    wish.wish.prizes.push_back(*prize);
  }
  return wish;
}

void add_opening(Site& site, View& view, const draw::Snapshot& snapshot, const OpeningForm& given) {
  OpeningForm form = blank();
  if (!given.is_null()) form.update(given);
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
    const std::size_t more = prizes.size() - list.size();
    view["scheduled"].update({{"prizes", list},
                              {"count", io::trn("{count} prize", "{count} prizes", prizes.size())},
                              {"more", more == 0 ? "" : io::trn("And {count} more.", "And {count} more.", more)},
                              {"can_change", can_open},
                              {"is_back", io::text_in(form, "instead_of") == scheduled->draw}});
    if (io::text_in(form, "instead_of") != scheduled->draw) form = form_of(*scheduled);
  } else {
    form["instead_of"] = "";
  }
  view["form"] = view_of(form, site.settings.method);
  view["form"]["offers_beacon"] = !site.settings.beacon.empty();
}
