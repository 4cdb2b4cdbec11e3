#include "draw/schedule.hpp"

#include "draw/log.hpp"
#include "draw/scripts.hpp"
#include "io/json.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

// The fields of `scheduled` that are not those of `fairness`.
constexpr const char* opens_at = "opens_at";
constexpr const char* closes_at = "closes_at";
constexpr const char* duration = "duration";  // seconds; empty if a time to close was given

// `given_up` is the log text if it cannot be opened; it is then no longer scheduled.
Outcome open_from(Store& store, const Action& action, Fields fields, const std::string& given_up) {
  if (fields.empty()) return was_done(store, action) ? Outcome::done : Outcome::not_scheduled;
  const long long end = std::stoll(fields.at(closes_at));
  fields.erase(opens_at);
  fields.erase(closes_at);
  fields.erase(duration);
  fields["opened_at"] = io::now_utc();
  NewDraw draw{fields.at("draw"), {},      Show::of(fields), end == 0 ? TimeLimit{} : TimeLimit{"EXAT", end},
               fields.at("draw"), given_up};
  for (const auto& [name, value] : fields) draw.fields.insert(draw.fields.end(), {name, value});
  return open(store, action, draw);
}

Fields read(Store& store) { return store.redis.command({"HGETALL", store.keys.scheduled}).fields(); }

}  // namespace

const std::vector<std::string> scheduled_fields{"draw", "title", "commitment", opens_at, closes_at};

std::optional<Scheduled> scheduled_of(const io::Reply& reply) {
  const auto& values = reply.list();
  if (values[0].is_nil()) return std::nullopt;
  return Scheduled{values[0].text(), values[1].text(), values[2].is_nil() ? "" : values[2].text(),
                   std::stoll(values[3].text()), std::stoll(values[4].text())};
}

nlohmann::json Scheduled::to_json() const {
  return {{"draw", draw},
          {"title", title},
          {"commitment", io::or_null(commitment)},
          {"opens_at", io::to_utc(opens_at)},
          {"closes_at", io::or_null(closes_at == 0 ? "" : io::to_utc(closes_at))}};
}

std::optional<ScheduledWish> scheduled_wish(Store& store) {
  const Fields fields = read(store);
  if (fields.empty()) return std::nullopt;
  const Show show = Show::of(fields);
  const long long end = std::stoll(field(fields, closes_at));
  Opening::Wish wish{show.prizes(), field(fields, duration), show.title(), show.is_together()};
  wish.opens_at = io::to_utc(std::stoll(field(fields, opens_at)));
  if (wish.duration.empty() && end == 0) wish.duration = "0";
  if (wish.duration.empty()) wish.closes_at = io::to_utc(end);
  wish.leave_out = field(fields, "leave_out");
  wish.has_beacon = beacon_of(fields).has_value();
  return ScheduledWish{field(fields, "draw"), std::move(wish),
                       parse_method(field(fields, "method")).value_or(store.default_method)};
}

Outcome schedule(Store& store, const Action& action, const Opening& opening, Method method,
                 const std::string& instead_of) {
  const Keys& keys = store.keys;
  const long long start = opening.opens_at().value();
  const TimeLimit limit = opening.time_limit();
  auto fields = io::with(identity_of(opening, method).fields(), opening.fields());
  const long long end = limit.seconds == 0 || limit.is_at() ? limit.seconds : start + limit.seconds;
  fields.insert(fields.end(), {opens_at, std::to_string(start), closes_at, std::to_string(end), duration,
                               limit.is_at() ? "" : std::to_string(limit.seconds)});
  const std::string did = (instead_of.empty() ? "scheduled a draw of " : "changed the scheduled draw to one of ") +
                          some_of(names_of(opening.show().prizes())) + " to open at " + io::to_utc(start);
  return perform(store, scripts::schedule, action, did,
                 {keys.is_open, keys.prizes, keys.entrants, keys.winners, keys.scheduled},
                 io::with({instead_of}, fields));
}

Outcome unschedule(Store& store, const Action& action) {
  return perform(store, scripts::unschedule, action, "cancelled the scheduled draw", {store.keys.scheduled});
}

Outcome open_scheduled(Store& store, const Action& action) { return open_from(store, action, read(store), ""); }

bool open_if_due(Store& store) {
  const io::Replies seen = store.redis.read({{"scheduled", {"HGETALL", store.keys.scheduled}}});
  const Fields fields = seen["scheduled"].fields();
  if (fields.empty() || std::stoll(fields.at(opens_at)) > std::stoll(seen["now"].text())) return false;
  return open_from(store, {nobody}, fields,
                   "dropped the draw scheduled for " + io::to_utc(std::stoll(fields.at(opens_at))) +
                       ", because another one is open or not yet picked, or its time to close has passed") ==
         Outcome::done;
}

}  // namespace draw
