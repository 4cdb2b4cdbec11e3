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

constexpr std::string_view before_note = " | ";

std::string in_lines(const std::vector<std::string>& prizes) {
  std::string text;
  for (const std::string& prize : prizes) text += (text.empty() ? "" : "\n") + prize;
  return text;
}

draw::Prize prize_in(const std::string& line) {
  const std::size_t end = line.find(before_note);
  return {line.substr(0, end), end == std::string::npos ? "" : line.substr(end + before_note.size())};
}

std::vector<draw::Prize> prizes_in(const std::vector<std::string>& lines) {
  std::vector<draw::Prize> prizes(lines.size());
  std::transform(lines.begin(), lines.end(), prizes.begin(), prize_in);
  return prizes;
}

// A name, or an object of name and note.
std::optional<draw::Prize> prize_of(const nlohmann::json& value) {
  if (value.is_string()) return draw::Prize{value.get<std::string>()};
  if (!value.is_object() || !value.contains("name")) return std::nullopt;
  const auto name = web::text_of(value, "name");
  const auto note = web::text_of(value, "note");
  return name && note ? std::optional(draw::Prize{*name, *note}) : std::nullopt;
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
  return {{"event_title", title},
          {"prizes", prizes},
          {"durations", choices},
          {"minutes", minutes},
          {"by_spop", (method.empty() ? usual_method : method) == "spop"},
          {"at_once", reveal == "at-once"},
          {"needs_review", needs_review},
          {"is_literal", is_literal},
          {"title_error", title_error},
          {"prizes_error", prizes_error},
          {"duration_error", duration_error}};
}

OpeningWish wish_of_form(const nlohmann::json& fields) {
  const auto text = [&](const char* name) { return web::text_of(fields, name).value_or(""); };
  OpeningForm form{text("title"), text("prizes"), text("duration"), text("minutes"), text("method"), text("reveal")};
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
  return {{prizes_in(prizes), duration, form.title}, form.method, form.reveal, form};
}

std::optional<OpeningWish> wish_of_json(const nlohmann::json& fields) {
  const auto prizes = fields.find("prizes");
  const auto duration = web::text_of(fields, "duration");
  const auto method = web::text_of(fields, "method");
  const auto title = web::text_of(fields, "title");
  const auto reveal = web::text_of(fields, "reveal");
  if (prizes == fields.end() || !prizes->is_array() || !fields.contains("duration")) return std::nullopt;
  if (!duration || !method || !title || !reveal) return std::nullopt;
  OpeningWish wish{{{}, *duration, *title}, *method, *reveal};
  for (const auto& each : *prizes) {
    const auto prize = prize_of(each);
    if (!prize) return std::nullopt;
    wish.wish.prizes.push_back(*prize);
  }
  return wish;
}
