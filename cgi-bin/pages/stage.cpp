#include "pages/stage.hpp"

#include <algorithm>

#include "draw/entrants.hpp"
#include "io/json.hpp"
#include "io/qr.hpp"
#include "pages/parts.hpp"

namespace {

using web::View;

constexpr std::size_t most_prizes = 12;  // that the last row can read

View faces(Site& site) {
  View all = View::array();
  for (const draw::Entrant& each : draw::latest_entrants(site.store)) {
    all.push_back(person(each.id, each.name, each.image, 192));
  }
  return all;
}

void add_address(View& view, const std::string& address) {
  view["address"] = address;
  const auto code = address.empty() ? std::nullopt : io::QrCode::of(address);
  if (!code) return;
  view["qr"] = {{"size", std::to_string(code->size)}, {"path", code->path}};
  view["shown_address"] = address.substr(address.find("//") + 2, address.size() - address.find("//") - 3);
}

}  // namespace

web::Response stage_page(Site& site, const web::Request& request) {
  const draw::Snapshot snapshot = draw::look(site.store);
  View view = view_of(site, snapshot, request, "Prize Draw on stage");
  view["stage"] = true;
  view["script"] = "/assets/stage.js";
  add_address(view, site.address(request));
  const auto shown = static_cast<std::ptrdiff_t>(std::min(snapshot.prizes.size(), most_prizes));
  view["some_prizes"] = view_of(snapshot.show, std::vector(snapshot.prizes.begin(), snapshot.prizes.begin() + shown));
  if (snapshot.prizes.size() > most_prizes) view["more_prizes"] = std::to_string(snapshot.prizes.size() - most_prizes);
  const std::string phase = name_of(snapshot.phase);
  if (phase == "won") {
    const auto winners = draw::winners(site.store);
    Paging paging(request, "/stage");
    paging.set_total(winners.size());
    view["winners"] = view_of(snapshot.show, paging.part_of(winners));
    view["paging"] = paging.view();
  } else if (phase != "none") {
    view["faces"] = faces(site);
  }
  return web::page(site.pages.render("stage", view));
}

std::string latest_faces(Site& site) {
  auto list = nlohmann::json::array();
  for (const draw::Entrant& each : draw::latest_entrants(site.store)) {
    list.push_back({{"id", each.id}, {"name", each.name}, {"image", each.image}});
  }
  return io::to_text(list);
}
