#include "draw/draws.hpp"

#include <algorithm>
#include <sstream>
#include <unordered_set>

#include "draw/record.hpp"
#include "draw/scripts.hpp"
#include "io/json.hpp"
#include "io/text.hpp"

namespace draw {

// What is kept permanently, besides the number of entrants.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(DrawLine, title, opened_at, picked_at, cancelled_at, deleted_at,
                                                outcome)

namespace {

using nlohmann::json;

// An entry of `records`.
DrawLine picked(const std::string& entry) {
  std::istringstream words(entry);
  DrawLine line;
  words >> line.draw >> line.picked_at >> line.opened_at;
  std::getline(words >> std::ws, line.title);
  line.outcome = "picked";
  return line;
}

DrawLine line_of(const std::string& draw, const std::string& text, const Snapshot& now) {
  const json kept = io::parse_json(text);
  auto line = kept.is_object() ? kept.get<DrawLine>() : DrawLine();
  line.draw = draw;
  if (kept.contains("entrants")) line.entrants = kept.value("entrants", 0LL);
  if (line.outcome != "opened") return line;
  const bool is_current = now.published && now.published->draw == draw;
  line.outcome = !is_current ? "replaced" : std::holds_alternative<Open>(now.phase) ? "open" : "closed";
  if (is_current) line.entrants = now.entrants;
  return line;
}

}  // namespace

json DrawLine::to_json() const {
  json line{{"draw", draw},
            {"title", title},
            {"opened_at", io::or_null(opened_at)},
            {"picked_at", io::or_null(picked_at)},
            {"entrants", entrants ? json(*entrants) : json()},
            {"outcome", outcome},
            {"record", has_record}};
  if (!cancelled_at.empty()) line["cancelled_at"] = cancelled_at;
  if (!deleted_at.empty()) line["deleted_at"] = deleted_at;
  return line;
}

std::vector<DrawLine> draws(Store& store, const Snapshot& snapshot) {
  const Keys& keys = store.keys;
  const io::Replies seen = store.redis.read({{"opened", {"LRANGE", keys.opened, "0", "-1"}},
                                             {"draws", {"HGETALL", keys.draws}},
                                             {"records", {"LRANGE", keys.records, "0", "-1"}}});
  const Fields lines = seen["draws"].fields();
  std::vector<DrawLine> all;
  for (const std::string& draw : seen["opened"].texts()) all.push_back(line_of(draw, field(lines, draw), snapshot));
  const bool has_lines = !all.empty();
  std::unordered_set<std::string> recorded;
  for (const std::string& entry : seen["records"].texts()) {
    const DrawLine line = picked(entry);
    recorded.insert(line.draw);
    if (!has_lines) all.push_back(line);  // of a version that kept no lines
  }
  for (DrawLine& line : all) {
    const bool is_secret =
        snapshot.published && snapshot.published->draw == line.draw && !snapshot.show.has_revealed_all();
    line.has_record = recorded.count(line.draw) == 1 && !is_secret;
  }
  return all;
}

std::optional<PastDraw> past_draw(Store& store, const std::string& draw) {
  const Fields current = read_fairness(store);
  const bool is_shown = field(current, "draw") == draw;
  if (is_shown && !Show::of(current).has_revealed_all()) return std::nullopt;
  auto record = core_of_draw(store, draw);
  if (!record) return std::nullopt;
  PastDraw past;
  past.record = std::move(*record);
  const Fields faces = is_shown ? Fields() : store.redis.command({"HGETALL", store.keys.faces + draw}).fields();
  past.show = Show::of(is_shown ? current : faces);
  const json& won = past.record.at("winners");
  past.winners = is_shown ? winners(store) : winners_of(store, won, field(faces, "winners"), past.show);
  for (const json& prize : past.record.at("prizes")) {
    if (!won.contains(prize)) past.prizes.push_back(prize);
  }
  std::sort(past.prizes.begin(), past.prizes.end(),
            [&](const auto& a, const auto& b) { return past.show.comes_before(a, b); });
  return past;
}

Outcome delete_draw(Store& store, const Action& action, const std::string& draw) {
  const Keys& keys = store.keys;
  return perform(store, scripts::delete_draw, action, "deleted the draw " + draw,
                 {keys.prizes, keys.winners, keys.fairness, keys.records, keys.opened, keys.draws, keys.record,
                  keys.order, keys.summary, keys.faces, keys.pictures},
                 {draw, io::now_utc()});
}

}  // namespace draw
