#include "pages/entrants.hpp"

#include <charconv>

#include "draw/entrants.hpp"
#include "io/text.hpp"
#include "pages/desk.hpp"
#include "pages/parts.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

using web::View;

namespace {

constexpr std::size_t longest_search = 100;  // code points

std::string field_of(const web::Request& request, const char* name) {
  const auto query = web::Form::parse(request.query);
  return query ? query->field(name) : "";
}

View view_of(const draw::Entrant& entrant) {
  View view = person(entrant.id, entrant.name, entrant.image, 112);
  view["has_name"] = entrant.name != entrant.id;
  view["is_unverified"] = entrant.is_unverified;
  view["is_added"] = entrant.is_added;
  return view;
}

std::string note_on(const draw::Entrant& entrant) {
  const std::string unverified = entrant.is_unverified ? "unverified" : "";
  if (!entrant.is_added) return unverified;
  return unverified + (unverified.empty() ? "" : ", ") + "added by the organiser";
}

}  // namespace

web::Response entrants_page(Site& site, const web::Request& request, int status, const PeopleForm& adding) {
  const std::string typed = io::first_characters(io::one_line(field_of(request, "search")), longest_search);
  const std::string from = field_of(request, "from");
  unsigned long long cursor = 0;
  std::from_chars(from.data(), from.data() + from.size(), cursor);
  const std::string text = io::to_lower(draw::login_in(typed, site.settings.github_site));
  const auto found = draw::entrants_page(site.store, text, std::to_string(cursor));
  View list = View::array();
  for (const draw::Entrant& each : found.entrants) list.push_back(view_of(each));
  View view = view_of(site, draw::look(site.store), request, "The entrants");
  view["can_save"] = view["has_entrants"] || view.contains("won");
  add_desk_parts(view, request, draw::latest_log_entries(site.store));
  if (status != 200) view.erase("just_done");
  view.update({{"search", typed},
               {"query", web::percent_encoded(typed)},
               {"has_list", !list.empty()},
               {"list", list},
               {"is_later", cursor != 0},
               {"next", found.next},
               {"adding", {{"text", adding.text}, {"error", adding.error}}}});
  return web::page(site.pages.render("entrants", view), status);
}

web::Response entrants_table(Site& site, const web::Request& request) {
  const std::string typed = field_of(request, "separator");
  if (typed != "" && typed != "comma" && typed != "semicolon") {
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
  return {200, "text/csv; charset=utf-8", text};
}
