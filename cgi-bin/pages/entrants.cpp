#include "pages/entrants.hpp"

#include <charconv>

#include "draw/entrants.hpp"
#include "pages/desk.hpp"
#include "pages/parts.hpp"
#include "web/form.hpp"

using web::View;

web::Response entrants_page(Site& site, const web::Request& request) {
  const auto query = web::Form::parse(request.query);
  const std::string typed = query ? query->field("search") : "";
  const std::string from = query ? query->field("from") : "";
  unsigned long long cursor = 0;
  std::from_chars(from.data(), from.data() + from.size(), cursor);
  const auto part = draw::part_of_id(draw::login_in(typed, site.settings.github_site));
  const auto found = part ? draw::entrants_page(site.store, *part, std::to_string(cursor)) : draw::EntrantsPage{};
  View list = View::array();
  for (const draw::Entrant& each : found.entrants) {
    list.push_back(person(each.id, each.name, each.image, 112));
    list.back()["has_name"] = each.name != each.id;
    list.back()["is_unverified"] = each.is_unverified;
  }
  View view = view_of(site, draw::look(site.store), request, "The entrants");
  add_desk_parts(view, request, draw::latest_log_entries(site.store));
  view.update({{"search", typed},
               {"found", part.value_or("")},
               {"has_list", !list.empty()},
               {"list", list},
               {"is_later", cursor != 0},
               {"next", found.next}});
  return web::page(site.pages.render("entrants", view));
}
