#include "pages/desk.hpp"

#include <algorithm>

#include "draw/closing.hpp"
#include "draw/draws.hpp"
#include "draw/entrants.hpp"
#include "draw/exclusion.hpp"
#include "draw/profiles.hpp"
#include "draw/redis_check.hpp"
#include "draw/replacement.hpp"
#include "io/crypto.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/parts.hpp"
#include "pages/sentences.hpp"
#include "web/fields.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

using draw::Outcome;
using web::View;

namespace {

constexpr std::size_t longest_token = 128;

bool is_token(const std::string& text) {
  return !text.empty() && text.size() <= longest_token &&
         text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz-_") == std::string::npos;
}

void add_people(Site& site, View& view) {
  const auto unverified = draw::unverified_entrants(site.store);
  const auto excluded = draw::excluded(site.store);
  view["unverified"] = unverified.empty() ? "" : std::to_string(unverified.size());
  view["unverified_names"] = some_of(unverified);
  view["excluded"] = View::array();
  for (const std::string& id : excluded) view["excluded"].push_back({{"id", id}});
  view["has_excluded"] = !excluded.empty();
  if (const auto quota = draw::github_quota(site.store)) {
    view["quota"] = {{"left", std::to_string(quota->left)},
                     {"limit", std::to_string(quota->limit)},
                     {"renewed_in", in_words(quota->renewed_in.count())}};
  }
}

void add_history(Site& site, View& view, const draw::Snapshot& snapshot, const std::vector<draw::LogEntry>& entries) {
  View log = View::array();
  for (const auto& each : entries) {
    log.push_back({{"at", time_view(io::to_utc(each.at))}, {"who", each.who}, {"did", each.did}});
  }
  View past = View::array();
  for (const auto& each : draw::draws(site.store, snapshot)) {
    if (!each.has_record) continue;
    const bool is_shown = snapshot.published && snapshot.published->draw == each.draw;
    past.push_back({{"draw", each.draw},
                    {"event", each.title},
                    {"opened", time_view(each.opened_at)},
                    {"picked", time_view(each.picked_at)},
                    {"can_delete", !is_shown}});
  }
  view["has_log"] = !log.empty();
  view["has_past"] = !past.empty();
  view["log"] = std::move(log);
  view["past"] = std::move(past);
}

void add_room(Site& site, View& view, const web::Request& request) {
  View addresses = View::array();
  for (const std::string& each : site.addresses_for_phones(request)) {
    addresses.push_back({{"typed", as_typed(each)}, {"at", web::percent_encoded(each)}});
  }
  view["concerns"] = View::array();
  for (const auto& each : draw::redis_concerns(site.store)) {
    view["concerns"].push_back({{"text", io::tr(each.sentence, {{"value", each.value}})}});
  }
  view["is_unreachable"] = addresses.empty() && !site.address(request).empty();
  view["addresses"] = std::move(addresses);
}

// Marks the winners who are here, and offers to undo the last redraw.
void add_winners(Site& site, View& view, const draw::Snapshot& snapshot) {
  draw::Awards awards;
  for (const View& each : view["winners"]) awards.emplace_back(each["prize"], each["id"]);
  const auto taken = draw::prizes_taken(site.store, awards);
  for (View& each : view["winners"]) {
    each["is_here"] = taken.count(each["prize"]) == 1;
    each["has_name"] = io::to_lower(each["name"].get<std::string>()) != each["id"];
  }
  view["can_note_here"] = !snapshot.show.prizes().empty();
  if (snapshot.can_undo) view["undo"] = {{"move", sentence_for_readers(snapshot.moves.back())}};
}

// The default of the form that changes the time: what is left, or 15 minutes.
void add_time(View& view, const draw::Snapshot& snapshot) {
  const auto* open = std::get_if<draw::Open>(&snapshot.phase);
  const bool is_limited = open != nullptr && open->closes_in;
  view["has_limit"] = is_limited;
  view["minutes_left"] = std::to_string(is_limited ? (open->closes_in->count() + 59) / 60 : 15);
}

// What decides together with the secret: the beacon's round, or the audience's word.
void add_beacon(View& view, const draw::Snapshot& snapshot, bool is_waiting, int status) {
  const bool has_beacon = snapshot.published && snapshot.published->beacon;
  view["has_beacon"] = has_beacon;
  view["takes_word"] = is_waiting && snapshot.method == draw::Method::ranked && !has_beacon;
  view["can_do_without"] = has_beacon && is_waiting && (status == 503 || snapshot.is_round_late());
}

}  // namespace

void add_desk_parts(View& view, const web::Request& request, const std::vector<draw::LogEntry>& latest) {
  constexpr std::chrono::seconds is_news{10};
  constexpr std::size_t longest_news = 80;  // in characters
  view["admin"] = true;
  view["script"] = "/assets/admin.js";
  view["style"] = "/assets/desk.css";
  view["token"] = io::to_hex(io::random_bytes(16));
  const auto last = std::find_if(latest.begin(), latest.end(), [](const auto& e) { return e.who != draw::nobody; });
  if (request.has_just_changed && last != latest.end() && last->who == request.remote_user &&
      std::chrono::system_clock::now() - last->at <= is_news) {
    const std::string news = io::first_characters(last->did, longest_news);
    view["just_done"] = news == last->did ? news : news + "…";
  }
}

web::Response desk_page(Site& site, const web::Request& request, int status, const std::string& message,
                        const OpeningForm& form, const PeopleForm& excluding) {
  const draw::Snapshot snapshot = draw::look(site.store);
  const std::string phase = name_of(snapshot.phase);
  const bool is_waiting = phase == "closed" && snapshot.entrants > 0;
  View view = view_of(site, snapshot, request, io::tr("The organiser’s desk"));
  const auto latest = draw::latest_log_entries(site.store);
  add_desk_parts(view, request, latest);
  add_history(site, view, snapshot, latest);
  add_people(site, view);
  add_room(site, view, request);
  if (status != 200) view.erase("just_done");
  if (!message.empty()) view["message"] = message;
  add_lists(view, site, snapshot, Paging(request, "/admin"));
  add_winners(site, view, snapshot);
  view["can_reopen"] = phase == "closed" && snapshot.can_reopen();
  view["can_close"] = phase == "open";
  view["can_cancel"] = is_waiting;
  view["can_pick"] = is_waiting || (phase == "open" && snapshot.entrants > 0);
  view["is_together"] = snapshot.show.is_together();
  add_beacon(view, snapshot, is_waiting, status);
  if (const auto unrevealed = snapshot.unrevealed(); !unrevealed.empty()) {
    view["reveal"] = {{"left", io::trn("{count} prize still to be revealed.", "{count} prizes still to be revealed.",
                                       unrevealed.size())},
                      {"prize", unrevealed.front()},
                      {"next", std::to_string(snapshot.show.place_of(unrevealed.front()) + 1)},
                      {"all", std::to_string(snapshot.show.prizes().size())}};
  }
  view["excluding"] = {{"text", excluding.text}, {"error", excluding.error}};
  add_opening(site, view, snapshot, form);
  add_time(view, snapshot);
  return web::page(site.pages.render("admin", view), status);
}

draw::Action action_of(const web::Request& request, const nlohmann::json& fields) {
  const std::string token = web::text_of(fields, "token").value_or("");
  return {request.remote_user, is_token(token) ? token : "", io::sha256_hex(request.path + "\n" + request.body)};
}

web::Response answer(Site& site, const web::Request& request, Outcome outcome, const std::string& page) {
  if (outcome == Outcome::done) {
    return request.wants_page() ? web::see_other(request.root + page) : web::plain("OK");
  }
  const bool names_nothing = outcome == Outcome::no_such_prize || outcome == Outcome::no_such_draw;
  const int status = outcome == Outcome::no_round ? 503 : names_nothing ? 422 : 409;
  return refuse_on_desk(site, request, status, sentence_of(outcome));
}

web::Response refuse_on_desk(Site& site, const web::Request& request, int status, const std::string& sentence) {
  return request.wants_page() ? desk_page(site, request, status, sentence)
                              : refuse(request, site.pages, status, sentence);
}

std::function<Change> simply(Outcome (*change)(draw::Store& store, const draw::Action& action)) {
  return [change](Site& site, const web::Request& request, const nlohmann::json& fields) {
    return answer(site, request, change(site.store, action_of(request, fields)));
  };
}

web::Response with_fields(Site& site, const web::Request& request, const std::function<Change>& change) {
  const auto fields = web::fields_of(request);
  if (const auto* status = std::get_if<int>(&fields)) {
    return refuse(request, site.pages, *status, io::tr("The request cannot be read; send a form or JSON."));
  }
  return change(site, request, std::get<nlohmann::json>(fields));
}
