#include "pages/entrants.hpp"

#include <charconv>

#include "draw/entrants.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/desk.hpp"
#include "pages/parts.hpp"
#include "web/form.hpp"

using web::View;

namespace {

constexpr std::size_t longest_search = 100;  // code points

View view_of(const draw::Entrant& entrant) {
  View view = person(entrant.id, entrant.name, entrant.image, 112);
  view["has_name"] = entrant.name != entrant.id;
  view["is_unverified"] = entrant.is_unverified;
  view["is_added"] = entrant.is_added;
  return view;
}

}  // namespace

web::Response entrants_page(Site& site, const web::Request& request, int status, const PeopleForm& adding) {
  const std::string typed = io::first_characters(io::one_line(request.asked_for("search")), longest_search);
  const std::string from = request.asked_for("from");
  unsigned long long cursor = 0;
  std::from_chars(from.data(), from.data() + from.size(), cursor);
  const std::string text = io::to_lower(draw::login_in(typed, site.settings.github_site));
  const auto found = draw::entrants_page(site.store, text, std::to_string(cursor));
  View list = View::array();
  for (const draw::Entrant& each : found.entrants) list.push_back(view_of(each));
  View view = view_of(site, draw::look(site.store), request, io::tr("Entrants"));
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
