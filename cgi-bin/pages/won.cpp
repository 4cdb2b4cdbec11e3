#include "pages/won.hpp"

#include <algorithm>

#include "draw/draws.hpp"
#include "io/language.hpp"
#include "pages/parts.hpp"
#include "pages/sentences.hpp"
#include "web/refusal.hpp"

using io::tr;

namespace {

// The revealed prizes of this winner; an older program may have drawn somebody twice.
std::vector<draw::Winner> won_by(draw::Store& store, const draw::Snapshot& snapshot, const std::string& id) {
  if (!std::holds_alternative<draw::Won>(snapshot.phase)) return {};
  auto all = draw::winners(store);
  all.erase(std::remove_if(all.begin(), all.end(), [&](const auto& each) { return each.id != id; }), all.end());
  return all;
}

// When this draw was picked, RFC 3339; empty if unknown.
std::string picked_at(draw::Store& store, const draw::Snapshot& snapshot) {
  if (!snapshot.published) return "";
  const auto all = draw::draws(store, snapshot);
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.draw == snapshot.published->draw; });
  return found != all.end() ? found->picked_at : "";
}

// In one sentence; `event` and `date` may be empty.
std::string summary_of(const std::string& event, const std::string& date) {
  if (event.empty() && date.empty()) return tr("A winner of a prize draw.");
  if (event.empty()) return tr("A winner of a prize draw, drawn on {date}.", {{"date", date}});
  if (date.empty()) return tr("A winner of “{event}”.", {{"event", event}});
  return tr("A winner of “{event}”, drawn on {date}.", {{"event", event}, {"date", date}});
}

}  // namespace

web::Response won_page(Site& site, const web::Request& request) {
  const auto id = draw::GithubId::parse(request.path.substr(std::string_view("/won/").size()));
  const draw::Snapshot snapshot = draw::look(site.store);
  const auto won = id ? won_by(site.store, snapshot, id->text()) : std::vector<draw::Winner>();
  if (won.empty()) {
    return refuse(request, site.pages, 404, tr("There is no winner with this username; come back after the reveal."));
  }
  std::vector<std::string> prizes;
  prizes.reserve(won.size());
  for (const auto& each : won) prizes.push_back(each.prize);
  const std::string title = tr("{name} won {prizes}", {{"name", won.front().name}, {"prizes", listed(prizes)}});
  web::View view = view_of(site, snapshot, request, title);
  const std::string at = picked_at(site.store, snapshot);
  view["date"] = date_of(at);
  view["day"] = at.substr(0, 10);
  view["won"] = view_of(snapshot.show, won);
  view["winner"] = view["won"].front();
  view["portrait"] = view["winner"]["large"];
  view["address"] = site.address(request);
  view["page"] = "won/" + id->text();
  view["summary"] = summary_of(snapshot.show.title(), date_of(at));
  view["script"] = "/assets/share.js";
  return web::page(site.pages.render("won", view));
}
