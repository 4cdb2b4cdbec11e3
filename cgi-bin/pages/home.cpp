#include "pages/home.hpp"

#include "draw/entrants.hpp"
#include "io/json.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/parts.hpp"

using io::tr;
using io::trn;

namespace {

std::string summary_of(const draw::Snapshot& snapshot) {
  if (std::holds_alternative<draw::Open>(snapshot.phase)) {
    return trn("Enter with your GitHub username: {count} prize to be won.",
               "Enter with your GitHub username: {count} prizes to be won.", snapshot.prizes.size());
  }
  if (std::holds_alternative<draw::Closed>(snapshot.phase)) {
    return trn("The winners of {count} prize are about to be picked.",
               "The winners of {count} prizes are about to be picked.", snapshot.prizes.size());
  }
  return std::holds_alternative<draw::Won>(snapshot.phase) ? tr("See who won.") : "";
}

// The ticket of somebody who has just entered, or is already in.
web::View ticket_of(Site& site, const EntryResult& result) {
  auto profile = draw::Profile::parse(result.profile);
  if (!result.already.empty())
    profile = draw::standing(site.store, draw::GithubId::parse(result.already).value()).profile;
  const auto known = draw::Profile::or_stand_in(std::move(profile), result.already);
  web::View ticket = person(io::to_lower(known.login), known.name, known.avatar, 128);
  ticket["is_new"] = result.already.empty();
  return ticket;
}

std::string title_of(const std::string& phase) {
  if (phase == "open") return tr("Enter the prize draw");
  if (phase == "won") return tr("The winners");
  return "Prize Draw";
}

struct ResultOf {
  const std::string& typed;

  EntryResult operator()(const draw::Entered& entered) const {
    return {200, tr("You’re in, {name}! Good luck.", {{"name", entered.profile.name}}), entered.profile.json};
  }
  EntryResult operator()(const draw::EnteredUnverified& entered) const {
    auto profile = io::parse_json(draw::Profile::stand_in(entered.id.text()).json);
    profile["verified"] = false;
    return {
        200,
        tr("You’re in, {name}! GitHub is busy, so we’ll confirm your username shortly.", {{"name", entered.id.text()}}),
        io::to_text(profile)};
  }
  EntryResult operator()(const draw::AlreadyEntered& entered) const {
    return {400, tr("You’re already in, {name}; good luck!", {{"name", entered.id.text()}}), "", entered.id.text()};
  }
  EntryResult operator()(const draw::Excluded& excluded) const {
    return {403, tr("{name} cannot enter: the organiser has excluded this username.", {{"name", excluded.id.text()}})};
  }
  EntryResult operator()(const draw::LeftOut& left_out) const {
    return {403, tr("{name} won a recent draw, so cannot enter this one; good luck next time!",
                    {{"name", left_out.id.text()}})};
  }
  EntryResult operator()(const draw::NotOpen&) const {
    return {403, tr("The draw is not open right now, so nobody can enter; come back for the next one.")};
  }
  EntryResult operator()(const draw::UnknownUser& unknown) const {
    const std::string name = io::first_characters(io::one_line(typed), 40);
    if (unknown.kind == "Organization") {
      return {404, tr("“{name}” is an organisation on GitHub; enter your own username.", {{"name", name}})};
    }
    if (!unknown.kind.empty()) {
      return {404, tr("“{name}” is not a person on GitHub; enter your own username.", {{"name", name}})};
    }
    if (draw::is_email_address(typed)) {
      return {404, tr("“{name}” is an e-mail address; enter your GitHub username instead.", {{"name", name}})};
    }
    return {404, tr("GitHub has no user called “{name}”; check the spelling.", {{"name", name}})};
  }
};

}  // namespace

EntryResult result_of(const draw::Entry& entry, const std::string& typed) { return std::visit(ResultOf{typed}, entry); }

web::Response home_page(Site& site, const web::Request& request, const std::optional<EntryResult>& result,
                        const std::string& typed) {
  const draw::Snapshot snapshot = draw::look(site.store);
  const std::string phase = name_of(snapshot.phase);
  web::View view = view_of(site, snapshot, request, title_of(phase));
  view["script"] = "/assets/home.js";
  view["address"] = site.address(request);
  view["summary"] = summary_of(snapshot);
  if (site.settings.keep_days > 0) {
    view["kept"] = trn("Unless you win, your entry is deleted {count} day after the pick.",
                       "Unless you win, your entry is deleted {count} days after the pick.",
                       static_cast<std::size_t>(site.settings.keep_days));
  }
  if (result) {
    const bool is_in = result->status == 200 || !result->already.empty();
    if (is_in && !result->has_left) view["ticket"] = ticket_of(site, *result);
    view["result"] = {{"good", is_in}, {"text", result->sentence}};
    view["github_id"] = result->status == 200 ? "" : typed;
    view["must_correct"] = result->status == 404;
  }
  const auto left = snapshot.unrevealed().size();
  view["left"] = std::to_string(left);
  view["is_revealing"] = left > 0;
  add_lists(view, site, snapshot, Paging(request, "/"));
  view["has_winners"] = !view["winners"].empty();
  return web::page(site.pages.render("home_" + phase, view), result ? result->status : 200);
}
