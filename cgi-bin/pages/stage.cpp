#include "pages/stage.hpp"

#include <algorithm>

#include "draw/entrants.hpp"
#include "io/json.hpp"
#include "io/language.hpp"
#include "io/qr.hpp"
#include "pages/parts.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

using io::tr;
using io::trn;

namespace {

using web::View;

constexpr std::size_t most_prizes = 12;       // readable from the last row
constexpr std::ptrdiff_t most_winners = 100;  // to go back to during the reveal

View faces(Site& site) {
  View all = View::array();
  for (const draw::Entrant& each : draw::latest_entrants(site.store)) {
    all.push_back(person(each.id, each.name, each.image, 192));
  }
  return all;
}

// Whether the query has such a field, with any value.
bool asks_for(const web::Request& request, const char* name) {
  return web::Form::parse(request.query).value_or(web::Form()).fields().count(name) == 1;
}

// The address that the query asks for; empty if phones cannot reach the site.
std::string address_of(const Site& site, const web::Request& request) {
  const auto all = site.addresses_for_phones(request);
  if (all.empty()) return "";
  const auto chosen = std::find(all.begin(), all.end(), request.asked_for("at"));
  return chosen != all.end() ? *chosen : all.front();
}

void add_address(View& view, const std::string& address) {
  view["address"] = address;
  const auto code = address.empty() ? std::nullopt : io::QrCode::of(address);
  if (!code) return;
  view["qr"] = {{"size", std::to_string(code->size)}, {"path", code->path}};
  view["shown_address"] = as_typed(address);
}

// During the reveal only the latest winners, and the next prize.
void add_reveal(View& view, Site& site, const draw::Snapshot& snapshot, const web::Request& request) {
  const auto winners = draw::winners(site.store);
  const auto unrevealed = snapshot.unrevealed();
  const std::size_t awarded = winners.size() + unrevealed.size();
  Paging paging(request, "/stage");
  paging.set_total(winners.size());
  if (snapshot.show.is_together() && !asks_for(request, "page")) paging.begin_at_end();  // the latest revealed
  const auto last = winners.end() - std::min<std::ptrdiff_t>(most_winners, winners.end() - winners.begin());
  const auto shown = unrevealed.empty() ? paging.part_of(winners) : std::vector(last, winners.end());
  view["winners"] = view_of(snapshot.show, shown);
  view["first"] = std::to_string(unrevealed.empty() ? paging.first() : winners.size() - shown.size() + 1);
  view["paging"] = unrevealed.empty() ? paging.view() : nullptr;
  view["total"] = std::to_string(awarded);
  view["together"] = snapshot.show.is_together();
  view["tally"] =
      tr("{prizes}, {winners}", {{"prizes", trn("{count} prize", "{count} prizes", awarded + snapshot.prizes.size())},
                                 {"winners", trn("{count} winner", "{count} winners", awarded)}});
  view["leftovers"] = view["some_prizes"];
  view["has_leftovers"] = !snapshot.prizes.empty();
  if (unrevealed.empty()) return;
  const std::string& prize = unrevealed.front();
  view["next_prize"] = {{"prize", prize},
                        {"note", snapshot.show.note_on(prize)},
                        {"shown", std::to_string(snapshot.show.place_of(prize) + 1)}};
}

}  // namespace

web::Response stage_page(Site& site, const web::Request& request) {
  const draw::Snapshot snapshot = draw::look(site.store);
  View view = view_of(site, snapshot, request, tr("Projector view"));
  view["stage"] = true;
  view["script"] = "/assets/stage.js";
  view["overlay"] = asks_for(request, "overlay");
  const std::string address = address_of(site, request);
  add_address(view, address);
  view["is_unreachable"] = address.empty() && !site.address(request).empty();
  if (asks_for(request, "poster")) {
    view["script"] = "/assets/poster.js";
    view["at"] = web::percent_encoded(view["address"].get<std::string>());
    return web::page(site.pages.render("poster", view));
  }
  const auto shown = static_cast<std::ptrdiff_t>(std::min(snapshot.prizes.size(), most_prizes));
  view["some_prizes"] = view_of(snapshot.show, std::vector(snapshot.prizes.begin(), snapshot.prizes.begin() + shown));
  if (snapshot.prizes.size() > most_prizes) {
    view["more_prizes"] = trn("and {count} more", "and {count} more", snapshot.prizes.size() - most_prizes);
  }
  const std::string phase = name_of(snapshot.phase);
  if (phase == "won") {
    add_reveal(view, site, snapshot, request);
  } else if (phase != "none") {
    view["faces"] = faces(site);
  }
  return web::page(site.pages.render("stage", view));
}

web::Response stage_code(Site& site, const web::Request& request) {
  const auto code = io::QrCode::of(address_of(site, request));
  if (!code) return refuse(request, site.pages, 404, tr("Phones cannot reach this address; set PRIZEDRAW_URL."));
  const std::string size = std::to_string(code->size);
  return {200, "image/svg+xml",
          R"(<svg xmlns="http://www.w3.org/2000/svg" width=")" + size + R"(0" height=")" + size +
              R"(0" viewBox="0 0 )" + size + " " + size +
              R"(" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h)" + size + "v" + size +
              R"(H0z"/><path d=")" + code->path + "\"/></svg>\n"};
}

std::string latest_faces(Site& site) {
  auto list = nlohmann::json::array();
  for (const draw::Entrant& each : draw::latest_entrants(site.store)) {
    list.push_back({{"id", each.id}, {"name", each.name}, {"image", each.image}});
  }
  return io::to_text(list);
}
