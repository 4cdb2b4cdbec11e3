#include "pages/standing.hpp"

#include "draw/entrants.hpp"
#include "io/text.hpp"
#include "pages/parts.hpp"

namespace {

struct Answer {
  bool good;
  std::string sentence;
};

Answer removed(const std::string& id, const std::string& reason) {
  if (reason == "unknown user") return {false, "No: GitHub has no user called " + id + "."};
  if (reason == "left") return {false, "No: " + id + " has left this draw."};
  return {false, "No: the organiser has removed " + id + " from this draw."};
}

// For an entrant. Winners are not told before the reveal.
std::string entered(const std::string& id, const draw::Snapshot& snapshot) {
  if (std::holds_alternative<draw::Open>(snapshot.phase)) return "Yes: " + id + " is in this draw.";
  if (std::holds_alternative<draw::Closed>(snapshot.phase)) {
    return "Yes: " + id + " is in this draw. The winners are not picked yet.";
  }
  if (!snapshot.unrevealed().empty()) return "Yes: " + id + " is in this draw. Not all winners are revealed yet.";
  return "Yes: " + id + " was in this draw, but did not win this time.";
}

Answer answer_of(const draw::Standing& standing, const draw::Snapshot& snapshot) {
  const std::string& id = standing.github_id;
  if (std::holds_alternative<draw::NoDraw>(snapshot.phase)) return {false, "There is no draw right now."};
  if (standing.entry == "won") return {true, "Yes, and " + id + " has won!"};
  if (standing.entry == "removed") return removed(id, standing.reason);
  if (standing.entry != "none") return {true, entered(id, snapshot)};
  if (standing.reason == "deleted") {
    return {false, "The list of entrants has been deleted, so this can no longer be checked."};
  }
  const bool is_open = std::holds_alternative<draw::Open>(snapshot.phase);
  return {false, is_open ? "No: " + id + " is not in this draw yet." : "No: " + id + " was not in this draw."};
}

}  // namespace

web::Response standing_page(Site& site, const web::Request& request) {
  const std::string typed = io::trim(request.asked_for("github_id"));
  const draw::Snapshot snapshot = draw::look(site.store);
  web::View view = view_of(site, snapshot, request, "Was I in?");
  view["typed"] = typed;
  if (const auto id = draw::GithubId::parse(draw::login_in(typed, site.settings.github_site))) {
    const draw::Standing standing = draw::standing(site.store, *id);
    const auto [good, sentence] = answer_of(standing, snapshot);
    view["result"] = {{"good", good}, {"text", sentence}};
    view["has_won"] = standing.entry == "won";
    view["id"] = standing.github_id;
  } else if (!typed.empty()) {
    view["result"] = {{"good", false}, {"text", "That is not a valid GitHub username; check the spelling."}};
  }
  return web::page(site.pages.render("standing", view));
}
