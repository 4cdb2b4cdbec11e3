#include "pages/draws.hpp"

#include <algorithm>

#include "draw/draws.hpp"
#include "io/json.hpp"
#include "io/language.hpp"
#include "pages/parts.hpp"
#include "pages/saved.hpp"
#include "pages/sentences.hpp"
#include "web/refusal.hpp"

using draw::DrawLine;
using io::tr;
using web::View;

namespace {

// In a few words.
std::string outcome_of(const DrawLine& line) {
  if (line.outcome == "open") return tr("Open now.");
  if (line.outcome == "closed") {
    return line.entrants.value_or(0) > 0 ? tr("Closed; the winners are about to be picked.")
                                         : tr("Closed; nobody entered.");
  }
  if (line.outcome == "cancelled") return tr("Cancelled by the organiser.");
  if (line.outcome == "deleted") return tr("Deleted by the organiser.");
  return line.outcome == "replaced" ? tr("Replaced by an older program’s draw.") : tr("Winners picked.");
}

std::string title_of(const DrawLine& line) {
  if (!line.title.empty()) return line.title;
  const std::string date = date_of(line.opened_at.empty() ? line.picked_at : line.opened_at);
  if (line.outcome == "deleted") {
    return date.empty() ? tr("Deleted draw") : tr("Deleted draw of {date}", {{"date", date}});
  }
  return date.empty() ? tr("Draw") : tr("Draw of {date}", {{"date", date}});
}

View view_of_line(const DrawLine& line) {
  const auto people = static_cast<std::size_t>(line.entrants.value_or(0));
  return {{"draw", line.draw},
          {"event", title_of(line)},
          {"opened", time_view(line.opened_at)},
          {"picked", time_view(line.picked_at)},
          {"ended", !line.deleted_at.empty() || !line.cancelled_at.empty()},
          {"deleted", time_view(line.deleted_at)},
          {"cancelled", line.deleted_at.empty() ? time_view(line.cancelled_at) : View("")},
          {"outcome", outcome_of(line)},
          {"people", line.entrants ? std::to_string(*line.entrants) : ""},
          {"entered", io::trn("{count} entered.", "{count} entered.", people)},
          {"has_record", line.has_record}};
}

View moves_of(const nlohmann::json& record) {
  View moves = View::array();
  if (!record.at("replacements").is_array()) return moves;  // deleted together with those who have not won
  for (const auto& each : record.at("replacements")) {
    moves.push_back({{"prize", each.at("prize")},
                     {"from", each.at("from")},
                     {"to", each.at("to").is_null() ? View("") : each.at("to")},
                     {"reason", each.at("reason")}});
  }
  return moves;
}

void add_result(View& view, Site& site, const draw::PastDraw& past, Paging paging) {
  const auto winners = paging.found_in(past.winners);
  const auto prizes = paging.found_in(past.prizes);
  const View moves = moves_of(past.record);
  paging.set_total(winners.size() + prizes.size() + moves.size());
  view["winners"] = view_of(past.show, paging.part_of(winners));
  view["prizes"] = view_of(past.show, paging.part_of(prizes));
  view["moves"] = paging.part_of(moves.get_ref<const View::array_t&>());
  for (const char* name : {"winners", "prizes", "moves"}) view[std::string("has_") + name] = !view[name].empty();
  view["without_beacon"] = past.record.value("without_beacon", "");
  view["github"] = site.settings.github_site;
  view["won"] = true;
  view["paging"] = paging.view();
}

}  // namespace

web::Response draws_json(Site& site) {
  View all = View::array();
  for (const DrawLine& each : draw::draws(site.store, draw::look(site.store))) all.push_back(each.to_json());
  return web::json(io::to_text(all));
}

web::Response draws_page(Site& site, const web::Request& request) {
  const auto all = draw::draws(site.store, draw::look(site.store));
  Paging paging(request, "/draws/");
  std::vector<View> found;
  for (const DrawLine& each : all) {
    View line = view_of_line(each);
    if (paging.finds({line["event"], each.opened_at, each.draw})) found.push_back(std::move(line));
  }
  paging.set_total(found.size());
  View view{{"root", request.root},
            {"title", tr("Past draws")},
            {"script", "/assets/draws.js"},
            {"is_list", true},
            {"has_draws", !all.empty()}};
  view["draws"] = paging.part_of(found);
  view["paging"] = paging.view();
  return web::page(site.pages.render("draws", view));
}

web::Response draw_page(Site& site, const web::Request& request) {
  if (is_saved_file(request.path)) return saved_file(site, request);
  const std::string draw = request.path.substr(std::string_view("/draws/").size());
  const auto snapshot = draw::look(site.store);
  const auto all = draw::draws(site.store, snapshot);
  const auto line = std::find_if(all.begin(), all.end(), [&](const DrawLine& each) { return each.draw == draw; });
  if (line == all.end()) {
    return refuse(request, site.pages, 404, sentence_of(draw::Outcome::no_such_draw));
  }
  View view = view_of_line(*line);
  view["root"] = request.root;
  view["title"] = title_of(*line);
  view["script"] = "/assets/draws.js";
  const bool is_running = snapshot.published && snapshot.published->draw == draw;
  view["is_running"] = is_running;
  view["is_revealing"] = is_running && line->outcome == "picked" && !line->has_record;
  view["is_lost"] = !is_running && line->outcome == "picked" && !line->has_record;
  const auto past = line->has_record ? draw::past_draw(site.store, draw) : std::nullopt;
  if (past) add_result(view, site, *past, Paging(request, "/draws/" + draw));
  return web::page(site.pages.render("past_draw", view));
}
