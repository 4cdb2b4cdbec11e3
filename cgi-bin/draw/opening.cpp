#include "draw/opening.hpp"

#include <algorithm>

#include "draw/identity.hpp"
#include "draw/log.hpp"
#include "draw/record.hpp"
#include "draw/scripts.hpp"
#include "io/language.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

using io::translatable;

// What can be wrong with a text.
struct AboutText {
  const char* not_text;
  const char* too_long;
  const char* has_control_characters;
};
constexpr AboutText about_title{
    translatable("The title is not valid UTF-8 text; type it again."),
    translatable("The title is longer than 100 characters; shorten “{start}…”."),
    translatable("The title contains control characters; type it again."),
};

// With a prize, whether it is one of a list, or the only one that was typed.
struct AboutPrize {
  const char* empty;
  AboutText name;
  AboutText note;
};
constexpr AboutPrize about_one_of_many{
    translatable("Prize {number} is empty; name it or leave it out."),
    {translatable("Prize {number} (“{name}”) is not valid UTF-8 text; type it again."),
     translatable("Prize {number} (“{name}”) is longer than 200 characters; shorten “{start}…”."),
     translatable("Prize {number} (“{name}”) contains control characters; type it again.")},
    {translatable("The description of Prize {number} (“{name}”) is not valid UTF-8 text; type it again."),
     translatable("The description of Prize {number} (“{name}”) is longer than 200 characters; shorten “{start}…”."),
     translatable("The description of Prize {number} (“{name}”) contains control characters; type it again.")}};
constexpr AboutPrize about_only_one{
    translatable("The prize is empty; name it or leave it out."),
    {translatable("The prize (“{name}”) is not valid UTF-8 text; type it again."),
     translatable("The prize (“{name}”) is longer than 200 characters; shorten “{start}…”."),
     translatable("The prize (“{name}”) contains control characters; type it again.")},
    {translatable("The description of the prize (“{name}”) is not valid UTF-8 text; type it again."),
     translatable("The description of the prize (“{name}”) is longer than 200 characters; shorten “{start}…”."),
     translatable("The description of the prize (“{name}”) contains control characters; type it again.")}};

// With a time.
struct AboutTime {
  const char* unreadable;
  const char* too_early;
  const char* too_late;
};
constexpr AboutTime about_open{
    translatable("The time to open the draw must be a time such as 2026-01-31T18:30:00+01:00."),
    translatable("The time to open the draw has passed; choose a later one."),
    translatable("The time to open the draw is more than 365 days away; choose an earlier one.")};
constexpr AboutTime about_close{
    translatable("The time to close the draw must be a time such as 2026-01-31T18:30:00+01:00."),
    translatable("The time to close the draw has passed; choose a later one."),
    translatable("The time to close the draw is more than 365 days away; choose an earlier one.")};
constexpr const char* closes_before_it_opens =
    translatable("The time to close the draw comes before it opens; choose a later one.");

// Why this trimmed text is not valid.
std::optional<Fault> fault(const AboutText& about, const std::string& text, std::size_t longest) {
  const auto code_points = io::decode_utf8(text);
  if (!code_points) return Fault{about.not_text};
  if (code_points->size() > longest) return Fault{about.too_long, {}, {}, io::first_characters(text, 30)};
  if (std::any_of(code_points->begin(), code_points->end(), io::is_control)) {
    return Fault{about.has_control_characters};
  }
  return std::nullopt;
}

std::optional<Fault> fault(const AboutPrize& about, const Prize& prize) {
  if (io::visible(prize.name).empty()) return Fault{about.empty};
  auto wrong = fault(about.name, prize.name, Opening::longest_prize);
  if (!wrong) wrong = fault(about.note, prize.note, Opening::longest_prize);
  if (wrong) wrong->name = io::first_characters(io::one_line(prize.name), 30);
  return wrong;
}

std::optional<Fault> fault(const std::vector<Prize>& prizes) {
  if (prizes.empty()) return Fault{translatable("Name at least one prize.")};
  if (prizes.size() > Opening::most_prizes) {
    return Fault{translatable("A draw can have at most 10,000 prizes; leave some out.")};
  }
  std::vector<std::string_view> names;
  for (const Prize& each : prizes) {
    names.push_back(each.name);
    if (auto wrong = fault(about_one_of_many, each)) {
      wrong->number = std::to_string(names.size());
      return wrong;
    }
  }
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return std::nullopt;
  return Fault{
      translatable("The prize “{name}” is listed twice; each prize needs its own name."), {}, std::string(*twice)};
}

// It must be after `start`.
std::optional<Fault> fault(const AboutTime& about, std::optional<long long> time, long long start) {
  if (!time) return Fault{about.unreadable};
  if (*time <= start) return Fault{about.too_early};
  return *time > start + Opening::longest_duration ? std::optional(Fault{about.too_late}) : std::nullopt;
}

long long now() { return std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()); }

std::variant<TimeLimit, Opening::Refusal> parse_limit(const Opening::Wish& wish, std::optional<long long> start) {
  using Field = Opening::Refusal::Field;
  if (wish.closes_at.empty()) {
    if (const auto seconds = io::whole_number(wish.duration, Opening::longest_duration))
      return TimeLimit{"EX", *seconds};
    return Opening::Refusal{Field::duration,
                            {translatable("The duration must be a whole number of seconds from 0 (until you close it) "
                                          "to 31536000.")}};
  }
  if (!wish.duration.empty()) {
    return Opening::Refusal{Field::closes_at, {translatable("Send either a duration or closes_at, not both.")}};
  }
  const auto closes_at = io::parse_time(wish.closes_at);
  if (auto wrong = fault_of_close(closes_at, start)) return Opening::Refusal{Field::closes_at, std::move(*wrong)};
  return TimeLimit{"EXAT", *closes_at};
}

// Recent winners, if this draw leaves them out.
std::vector<std::string> left_out_of(Store& store, const NewDraw& draw) {
  for (std::size_t i = 0; i + 1 < draw.fields.size(); i += 2) {
    if (draw.fields[i] == "leave_out") return recent_winners(store, std::stoul(draw.fields[i + 1]));
  }
  return {};
}

// Invisible text counts as empty.
std::string seen(const std::string& text) { return io::visible(text).empty() ? "" : io::trim(text); }

}  // namespace

std::vector<std::string> Opening::fields() const {
  auto fields = show_.fields();
  if (left_out_draws_ > 0) fields.insert(fields.end(), {"leave_out", std::to_string(left_out_draws_)});
  return fields;
}

std::optional<Fault> fault_of(const Prize& prize) { return fault(about_only_one, prize); }

std::optional<Fault> fault_of_close(std::optional<long long> time, std::optional<long long> start) {
  AboutTime about = about_close;
  if (start) about.too_early = closes_before_it_opens;
  return fault(about, time, start.value_or(now()));
}

Identity identity_of(const Opening& opening, Method method) {
  return opening.has_beacon() && method == Method::ranked ? Identity::with_beacon() : Identity::make(method, true);
}

Outcome open(Store& store, const Action& action, const Opening& opening, Method method, const std::string& instead_of) {
  const Identity identity = identity_of(opening, method);
  return open(
      store, action,
      {identity.draw, io::with(identity.fields(), opening.fields()), opening.show(), opening.time_limit(), instead_of});
}

Outcome open(Store& store, const Action& action, const NewDraw& draw) {
  const Keys& keys = store.keys;
  const auto left_out = left_out_of(store, draw);
  const auto prizes = names_of(draw.show.prizes());
  // Older log entries may name people who have not won.
  const auto oldest =
      store.kept.count() > 0 ? std::chrono::system_clock::now() - store.kept : std::chrono::system_clock::time_point();
  const auto oldest_entry = std::chrono::duration_cast<std::chrono::milliseconds>(oldest.time_since_epoch()).count();
  std::vector<std::string> arguments{std::to_string(oldest_entry),
                                     draw.limit.unit,
                                     std::to_string(draw.limit.seconds),
                                     mark_of(draw.draw),
                                     draw.given_up,
                                     std::to_string(draw.fields.size()),
                                     std::to_string(left_out.size()),
                                     draw.scheduled};
  for (const auto* list : {&draw.fields, &left_out, &prizes}) arguments = io::with(std::move(arguments), *list);
  const std::string& title = draw.show.title();
  const std::string did = "opened " + (title.empty() ? "" : "“" + title + "”, ") + "a draw of " + some_of(prizes) +
                          ", " + in_words(draw.limit) + (left_out.empty() ? "" : ", leaving out " + some_of(left_out));
  return perform(
      store, scripts::open, action, did,
      {keys.records, keys.opened,   keys.draws,     keys.faces,    keys.is_open,      keys.prizes,     keys.entrants,
       keys.winners, keys.fairness, keys.scheduled, keys.left_out, keys.winners_json, keys.unverified, keys.arrivals,
       keys.renamed, keys.removed,  keys.roster,    keys.here,     keys.added,        keys.phones},
      arguments);
}

std::optional<std::chrono::seconds> seconds_of_minutes(const std::string& minutes) {
  const auto number = io::whole_number(minutes, Opening::longest_duration / 60);
  return number ? std::optional(std::chrono::seconds(60 * *number)) : std::nullopt;
}

std::string time_limit_in_words(std::chrono::seconds limit) {
  const long long seconds = limit.count();
  if (seconds == 0) return "until somebody closes it";
  if (seconds % 60 != 0) return "for " + std::to_string(seconds) + " s";
  return "for " + std::to_string(seconds / 60) + " min";
}

std::string in_words(const TimeLimit& limit) {
  if (limit.is_at() && limit.seconds != 0) return "until " + io::to_utc(limit.seconds);
  return time_limit_in_words(std::chrono::seconds(limit.seconds));
}

std::variant<Opening, Opening::Refusal> Opening::parse(const Wish& wish) {
  using Field = Refusal::Field;
  const std::string title = seen(wish.title);
  if (auto wrong = fault(about_title, title, longest_title)) return Refusal{Field::title, std::move(*wrong)};
  std::vector<Prize> prizes;
  for (const Prize& each : wish.prizes) prizes.push_back({io::trim(each.name), seen(each.note)});
  if (auto wrong = fault(prizes)) return Refusal{Field::prizes, std::move(*wrong)};
  std::optional<long long> opens_at;
  if (!wish.opens_at.empty()) {
    opens_at = io::parse_time(wish.opens_at);
    if (auto wrong = fault(about_open, opens_at, now())) return Refusal{Field::opens_at, std::move(*wrong)};
  }
  const auto limit = parse_limit(wish, opens_at);
  if (const auto* refusal = std::get_if<Refusal>(&limit)) return *refusal;
  const auto draws = io::whole_number(wish.leave_out.empty() ? "0" : wish.leave_out, most_left_out);
  if (!draws) {
    return Refusal{Field::leave_out, {translatable("The winners of at most the last 50 draws can be left out.")}};
  }
  return Opening(Show(title, std::move(prizes), wish.is_together), std::get<TimeLimit>(limit), opens_at,
                 static_cast<std::size_t>(*draws), wish.has_beacon);
}

}  // namespace draw
