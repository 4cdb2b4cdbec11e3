#include "pages/saved.hpp"

#include <algorithm>

#include "draw/draws.hpp"
#include "draw/pictures.hpp"
#include "draw/record.hpp"
#include "io/json.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/parts.hpp"
#include "pages/verify.hpp"
#include "web/refusal.hpp"

namespace {

using web::View;

constexpr std::string_view start = "/draws/";
constexpr const char* whole = "file";
constexpr const char* of_winners = "file-of-winners";
constexpr std::size_t most_pictures = 200;

bool may_be_fetched(const Site& site, const std::string& image) {
  const auto hosts = io::words(site.settings.pictures);
  return std::any_of(hosts.begin(), hosts.end(), [&](const auto& host) { return image.rfind(host + "/", 0) == 0; });
}

// The addresses of the first winners' pictures.
draw::Pictures addresses_of(const Site& site, const std::vector<draw::Winner>& winners) {
  draw::Pictures addresses;
  for (const draw::Winner& each : winners) {
    if (addresses.size() == most_pictures) break;
    const std::string image = person(each.id, each.name, each.image, 160)["image"];
    if (may_be_fetched(site, image)) addresses.emplace(each.id, image);
  }
  return addresses;
}

View view_of(const draw::PastDraw& past, draw::Pictures pictures) {
  View winners = View::array();
  for (const draw::Winner& each : past.winners) {
    winners.push_back({{"id", each.id}, {"name", each.name}, {"prize", each.prize}, {"picture", pictures[each.id]}});
  }
  View leftovers = View::array();
  for (const std::string& prize : past.prizes) leftovers.push_back({{"name", prize}});
  return {{"winners", winners}, {"leftovers", leftovers}, {"has_leftovers", !leftovers.empty()}};
}

// Such as prize-draw-2026-06-30.html.
std::string file_name(const std::string& picked_at) { return "prize-draw-" + picked_at.substr(0, 10) + ".html"; }

}  // namespace

bool is_saved_file(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name == whole || name == of_winners;
}

web::Response saved_file(Site& site, const web::Request& request) {
  const std::size_t end = request.path.rfind('/');
  const std::string draw = request.path.substr(start.size(), end < start.size() ? 0 : end - start.size());
  const auto past = draw::past_draw(site.store, draw);
  auto record = past ? draw::record_of_draw(site.store, draw) : std::nullopt;
  if (!record)
    return refuse(request, site.pages, 404, io::tr("There is no record of this draw; check the list of past draws."));
  const auto pictures = draw::pictures(site.store, draw, addresses_of(site, past->winners));
  if (!pictures) {
    return refuse(request, site.pages, 503,
                  io::tr("The winners’ pictures for this file are being fetched; try again in a few seconds."));
  }
  if (request.path.substr(end + 1) == of_winners) record = io::to_text(past->record);
  const std::string picked_at = past->record.at("picked_at");
  const std::string relays = relays_of(site);
  View view = view_of(*past, *pictures);
  const std::string& title = past->show.title();
  view.update({{"title", title.empty() ? io::tr("Prize draw of {date}", {{"date", date_of(picked_at)}}) : title},
               {"picked", time_view(picked_at)},
               {"address", site.address(request)},
               {"relays", relays},
               {"connects_to", relays.empty() ? "'none'" : relays},
               {"record", *record}});
  web::Response response = web::page(site.pages.render_whole("saved", view));
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file_name(picked_at) + "\"");
  return response;
}
