#include "pages/opening_form.hpp"

#include <algorithm>
#include <array>

#include "draw/opening.hpp"
#include "io/text.hpp"
#include "pages/parts.hpp"
#include "web/fields.hpp"

using web::View;

namespace {

// The choices of the original, in seconds.
constexpr std::array<int, 9> durations{0, 900, 1800, 2700, 3600, 4500, 5400, 6300, 7200};

std::string in_lines(const std::vector<std::string>& prizes) {
  std::string text;
  for (const std::string& prize : prizes) text += (text.empty() ? "" : "\n") + prize;
  return text;
}

}  // namespace

View OpeningForm::view(const std::string& usual_method) const {
  View choices = View::array();
  const auto add = [&](const std::string& value, const std::string& label) {
    choices.push_back({{"value", value}, {"label", label}, {"selected", value == duration}});
  };
  for (const int seconds : durations)
    add(std::to_string(seconds), seconds == 0 ? "Until I close it" : in_words(seconds));
  add("other", "Another time…");
  return {{"prizes", prizes},
          {"durations", choices},
          {"minutes", minutes},
          {"by_spop", (method.empty() ? usual_method : method) == "spop"},
          {"needs_review", needs_review},
          {"is_literal", is_literal},
          {"prizes_error", prizes_error},
          {"duration_error", duration_error}};
}

OpeningWish wish_of_form(const nlohmann::json& fields) {
  const auto text = [&](const char* name) { return web::text_of(fields, name).value_or(""); };
  OpeningForm form{text("prizes"), text("duration"), text("minutes"), text("method")};
  std::string duration = form.duration;
  if (form.duration == "other") {
    const auto seconds = draw::seconds_of_minutes(io::trim(form.minutes));
    duration = seconds && seconds->count() > 0 ? std::to_string(seconds->count()) : "";
  }
  form.is_literal = text("reviewed") == "yes";
  const auto prizes = form.is_literal ? io::lines(form.prizes) : draw::prizes_of(form.prizes);
  form.needs_review =
      !form.is_literal && draw::has_quantities(form.prizes) && prizes.size() <= draw::Opening::most_prizes;
  if (form.needs_review) {
    form.prizes = in_lines(prizes);
    form.is_literal = true;
  }
  return {prizes, duration, form.method, form};
}

std::optional<OpeningWish> wish_of_json(const nlohmann::json& fields) {
  const auto prizes = fields.find("prizes");
  const auto duration = web::text_of(fields, "duration");
  const auto method = web::text_of(fields, "method");
  const bool has_shape =
      prizes != fields.end() && prizes->is_array() && fields.contains("duration") && duration && method &&
      std::all_of(prizes->begin(), prizes->end(), [](const auto& prize) { return prize.is_string(); });
  if (!has_shape) return std::nullopt;
  return OpeningWish{prizes->get<std::vector<std::string>>(), *duration, *method};
}
