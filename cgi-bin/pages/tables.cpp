#include "pages/tables.hpp"

#include "draw/entrants.hpp"
#include "draw/snapshot.hpp"
#include "draw/winners.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/desk.hpp"

using web::Response;

namespace {

constexpr const char* start = "\xEF\xBB\xBF";  // a byte order mark, by which spreadsheets recognise UTF-8

Response download(Response response, const std::string& name) {
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

std::string row(const std::vector<std::string>& cells, const std::string& separator = ",") {
  std::string text;
  for (const std::string& cell : cells) text += (text.empty() ? "" : separator) + io::csv_cell(cell);
  return text + "\r\n";
}

std::string note_on(const draw::Entrant& entrant) {
  std::string unverified = entrant.is_unverified ? "unverified" : "";
  if (!entrant.is_added) return unverified;
  return unverified + (unverified.empty() ? "" : ", ") + "added by the organiser";
}

}  // namespace

web::Response entrants_table(Site& site, const web::Request& request) {
  const std::string typed = request.asked_for("separator");
  if (!typed.empty() && typed != "comma" && typed != "semicolon") {
    return refuse_on_desk(site, request, 422, io::tr("The separator must be comma or semicolon; choose one of them."));
  }
  const draw::Everybody all = draw::everybody(site.store);
  if (all.are_deleted)
    return refuse_on_desk(site, request, 409, io::tr("The entrants of this draw have been deleted."));
  if (all.are_too_many) {
    return refuse_on_desk(site, request, 409,
                          io::tr("A table can have at most 100,000 entrants; save the record after the pick instead."));
  }
  const char* separator = typed == "semicolon" ? ";" : ",";
  std::string text = start + row({"github_id", "name", "note"}, separator);
  for (const draw::Entrant& each : all.entrants) {
    text += row({each.id, each.name == each.id ? "" : each.name, note_on(each)}, separator);
  }
  return download({200, "text/csv; charset=utf-8", text}, "entrants.csv");
}

// If the draw has a title, each row contains it.
Response winners_table(Site& site) {
  const std::string title = draw::read_snapshot(site.store).show.title();
  const auto titled = [&](std::vector<std::string> cells, const std::string& last) {
    if (!title.empty()) cells.push_back(last);
    return row(cells);
  };
  std::string text = start + titled({"prize", "github_id", "name"}, "draw");
  for (const draw::Winner& each : draw::winners(site.store)) text += titled({each.prize, each.id, each.name}, title);
  return download({200, "text/csv; charset=utf-8", text}, "winners.csv");
}

Response winners_json(Site& site) { return download(web::json(to_json(draw::winners(site.store))), "winners.json"); }
