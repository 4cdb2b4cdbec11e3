#include "pages/tables.hpp"

#include "draw/entrants.hpp"
#include "draw/snapshot.hpp"
#include "draw/winners.hpp"
#include "io/text.hpp"
#include "pages/desk.hpp"
#include "web/form.hpp"

using web::Response;

namespace {

// A byte order mark, by which spreadsheets know UTF-8. Where the draw has a title each row has it.
std::string csv(const std::vector<draw::Winner>& winners, const std::string& title) {
  const std::string end = (title.empty() ? "" : "," + io::csv_cell(title)) + "\r\n";
  std::string text =
      std::string("\xEF\xBB\xBF\"prize\",\"github_id\",\"name\"") + (title.empty() ? "" : ",\"draw\"") + "\r\n";
  for (const draw::Winner& each : winners) {
    text += io::csv_cell(each.prize) + "," + io::csv_cell(each.id) + "," + io::csv_cell(each.name) + end;
  }
  return text;
}

Response download(Response response, const std::string& name) {
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

std::string note_on(const draw::Entrant& entrant) {
  std::string unverified = entrant.is_unverified ? "unverified" : "";
  if (!entrant.is_added) return unverified;
  return unverified + (unverified.empty() ? "" : ", ") + "added by the organiser";
}

}  // namespace

web::Response entrants_table(Site& site, const web::Request& request) {
  const auto query = web::Form::parse(request.query);
  const std::string typed = query ? query->field("separator") : "";
  if (!typed.empty() && typed != "comma" && typed != "semicolon") {
    return refuse_on_desk(site, request, 422, "The separator must be comma or semicolon; please choose one of them.");
  }
  const draw::Everybody all = draw::everybody(site.store);
  if (all.are_deleted) return refuse_on_desk(site, request, 409, "The entrants of this draw are no longer kept.");
  if (all.are_too_many) {
    return refuse_on_desk(site, request, 409,
                          "A table can hold at most 100,000 entrants; please save the record after the pick instead.");
  }
  const char* separator = typed == "semicolon" ? ";" : ",";
  const auto row = [&](const std::string& id, const std::string& name, const std::string& note) {
    return io::csv_cell(id) + separator + io::csv_cell(name) + separator + io::csv_cell(note) + "\r\n";
  };
  std::string text = "\xEF\xBB\xBF" + row("github_id", "name", "note");
  for (const draw::Entrant& each : all.entrants) {
    text += row(each.id, each.name == each.id ? "" : each.name, note_on(each));
  }
  return download({200, "text/csv; charset=utf-8", text}, "entrants.csv");
}

Response winners_table(Site& site) {
  const std::string text = csv(draw::winners(site.store), draw::read_snapshot(site.store).show.title());
  return download({200, "text/csv; charset=utf-8", text}, "winners.csv");
}

Response winners_json(Site& site) { return download(web::json(to_json(draw::winners(site.store))), "winners.json"); }
