#include "pages/standing.hpp"

#include "draw/entrants.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/parts.hpp"

using io::tr;

namespace {

struct Answer {
  bool good;
  std::string sentence;
};

Answer removed(const std::string& id, const std::string& reason) {
  if (reason == "unknown user") return {false, tr("No: GitHub has no user called {name}.", {{"name", id}})};
  if (reason == "left") return {false, tr("No: {name} has left this draw.", {{"name", id}})};
  return {false, tr("No: the organiser has removed {name} from this draw.", {{"name", id}})};
}

// For an entrant. Winners are not told before the reveal.
std::string entered(const std::string& id, const draw::Snapshot& snapshot) {
  if (std::holds_alternative<draw::Open>(snapshot.phase)) return tr("Yes: {name} is in this draw.", {{"name", id}});
  if (std::holds_alternative<draw::Closed>(snapshot.phase)) {
    return tr("Yes: {name} is in this draw. The winners are not picked yet.", {{"name", id}});
  }
  if (!snapshot.unrevealed().empty())
    return tr("Yes: {name} is in this draw. Not all winners are revealed yet.", {{"name", id}});
  return tr("Yes: {name} was in this draw, but did not win this time.", {{"name", id}});
}

Answer answer_of(const draw::Standing& standing, const draw::Snapshot& snapshot) {
  const std::string& id = standing.github_id;
  if (std::holds_alternative<draw::NoDraw>(snapshot.phase)) return {false, tr("There is no draw right now.")};
  if (standing.entry == "won") return {true, tr("Yes, and {name} has won!", {{"name", id}})};
  if (standing.entry == "removed") return removed(id, standing.reason);
  if (standing.entry != "none") return {true, entered(id, snapshot)};
  if (standing.reason == "deleted") {
    return {false, tr("The list of entrants has been deleted, so this can no longer be checked.")};
  }
  if (std::holds_alternative<draw::Open>(snapshot.phase)) {
    return {false, tr("No: {name} is not in this draw yet.", {{"name", id}})};
  }
  return {false, tr("No: {name} was not in this draw.", {{"name", id}})};
}

}  // namespace

web::Response standing_page(Site& site, const web::Request& request) {
  const std::string typed = io::trim(request.asked_for("github_id"));
  const draw::Snapshot snapshot = draw::look(site.store);
  web::View view = view_of(site, snapshot, request, tr("Was I in?"));
  view["typed"] = typed;
  if (const auto id = draw::GithubId::parse(draw::login_in(typed, site.settings.github_site))) {
    const draw::Standing standing = draw::standing(site.store, *id);
    const auto [good, sentence] = answer_of(standing, snapshot);
    view["result"] = {{"good", good}, {"text", sentence}};
    view["has_won"] = standing.entry == "won";
    view["id"] = standing.github_id;
  } else if (!typed.empty()) {
    view["result"] = {{"good", false}, {"text", tr("That is not a valid GitHub username; check the spelling.")}};
  }
  return web::page(site.pages.render("standing", view));
}
