#include "views.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "io/text.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

using web::View;

namespace {

// The choices of the original, in seconds.
constexpr std::array<int, 9> durations{0, 900, 1800, 2700, 3600, 4500, 5400, 6300, 7200};

std::string count(long long number, const std::string& unit) {
  return std::to_string(number) + " " + unit + (number == 1 ? "" : "s");
}

// The two largest units, such as "1 hour 15 minutes"; minutes are rounded up.
std::string in_words(long long seconds) {
  if (seconds < 60) return count(seconds, "second");
  const long long minutes = (seconds + 59) / 60;
  const long long hours = minutes / 60;
  const auto both = [](long long large, const char* unit, long long small, const char* small_unit) {
    return count(large, unit) + (small == 0 ? "" : " " + count(small, small_unit));
  };
  if (hours >= 24) return both(hours / 24, "day", hours % 24, "hour");
  if (hours >= 1) return both(hours, "hour", minutes % 60, "minute");
  return count(minutes, "minute");
}

std::string home_title(const std::string& phase) {
  if (phase == "open") return "Enter the prize draw";
  if (phase == "won") return "The winners";
  return "Prize Draw";
}

View opening(const OpeningForm& form, const std::string& usual_method) {
  View choices = View::array();
  const auto add = [&](const std::string& value, const std::string& label) {
    choices.push_back({{"value", value}, {"label", label}, {"selected", value == form.duration}});
  };
  for (const int seconds : durations)
    add(std::to_string(seconds), seconds == 0 ? "Until I close it" : in_words(seconds));
  add("other", "Another time…");
  return {{"prizes", form.prizes},
          {"durations", choices},
          {"minutes", form.minutes},
          {"by_spop", (form.method.empty() ? usual_method : form.method) == "spop"},
          {"is_to_be_looked_at", form.is_to_be_looked_at},
          {"prizes_error", form.prizes_error},
          {"duration_error", form.duration_error}};
}

// RFC 3339 as people read it, such as "2026-01-31 12:00:00 UTC".
std::string readable(std::string time) {
  if (time.size() != 20) return time;
  return time.replace(19, 1, " UTC").replace(10, 1, " ");
}

View desk(Site& site, const draw::Overview& overview) {
  View excluded = View::array();
  for (const std::string& id : overview.excluded) excluded.push_back({{"id", id}});
  View log = View::array();
  for (const draw::Deed& each : overview.log) {
    log.push_back({{"at", readable(io::to_utc(each.at))}, {"who", each.who}, {"did", each.did}});
  }
  View past = View::array();
  for (const auto& each : site.records.list())
    past.push_back({{"draw", each.draw}, {"picked_at", readable(each.picked_at)}});
  View view{{"unverified", overview.unverified == 0 ? "" : std::to_string(overview.unverified)},
            {"excluded", excluded},
            {"log", log},
            {"past", past},
            {"has_excluded", !overview.excluded.empty()},
            {"has_log", !overview.log.empty()},
            {"has_past", !past.empty()}};
  if (const auto& quota = overview.quota) {
    view["quota"] = {
        {"left", quota->left}, {"limit", quota->limit}, {"renewed_in", in_words(quota->renewed_in.count())}};
  }
  return view;
}

}  // namespace

std::string address(const Site& site, const web::Request& request) {
  if (!site.settings.url.empty()) return site.settings.url;
  const bool is_host = !request.host.empty() && request.host.size() < 256 &&
                       std::all_of(request.host.begin(), request.host.end(), [](unsigned char c) {
                         return std::isalnum(c) != 0 || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
                       });
  return is_host ? request.scheme + "://" + request.host + request.root + "/" : "";
}

View roster(const draw::Snapshot& snapshot) {
  View view{{"prizes", snapshot.prizes},
            {"prize_count", count(static_cast<long long>(snapshot.prizes.size()), "prize")},
            {"entrants", std::to_string(snapshot.entrants)},
            {"one_entrant", snapshot.entrants == 1},
            {"has_entrants", snapshot.entrants > 0},
            {"unwon", snapshot.prizes},
            {"has_unwon", !snapshot.prizes.empty()}};
  if (const auto& published = snapshot.published) {
    view["draw"] = published->draw;
    view["fairness"] = {{"commitment", published->commitment},
                        {"entrants_sha256", published->entrants_sha256},
                        {"prizes_sha256", published->prizes_sha256},
                        {"is_closed", !published->entrants_sha256.empty()}};
  }
  if (const auto* open = std::get_if<draw::Open>(&snapshot.phase); open != nullptr && open->closes_in) {
    const long long seconds = open->closes_in->count();
    view["closes_in"] = {{"seconds", std::to_string(seconds)}, {"text", in_words(seconds)}};
  }
  return view;
}

View person(const std::string& id, const std::string& name, const std::string& image, int pixels) {
  std::string sized = image.rfind("https://", 0) == 0 ? image : "";
  if (!sized.empty()) sized += (sized.find('?') == std::string::npos ? "?s=" : "&s=") + std::to_string(pixels);
  return {{"id", id}, {"name", name}, {"image", sized}};
}

View winners(Site& site) {
  View list = View::array();
  for (const draw::Winner& winner : site.winners.list()) {
    View view = person(winner.id, winner.name, winner.image, 160);
    view["large"] = person(winner.id, winner.name, winner.image, 640)["image"];
    view["prize"] = winner.prize;
    list.push_back(std::move(view));
  }
  return list;
}

std::string name_of(const draw::Phase& phase) {
  struct Name {
    std::string operator()(draw::NoDraw) const { return "none"; }
    std::string operator()(draw::Open) const { return "open"; }
    std::string operator()(draw::Closed) const { return "closed"; }
    std::string operator()(draw::Won) const { return "won"; }
  };
  return std::visit(Name{}, phase);
}

View latest_of(const std::vector<draw::Deed>& log) {
  constexpr std::chrono::seconds is_news{60};
  if (log.empty()) return {{"seen", "0-0"}};
  const draw::Deed& last = log.front();
  View view{{"seen", last.id}};
  if (std::chrono::system_clock::now() - last.at <= is_news) view["just_done"] = {{"who", last.who}, {"did", last.did}};
  return view;
}

bool done_already(Site& site, const web::Request& request, const std::string& did) {
  if (!request.wants_page()) return false;
  const auto form = web::Form::parse(request.body);
  return form && site.desk.has_done(request.remote_user, did, form->field("seen"));
}

web::Response home_page(Site& site, const web::Request& request, const EntryForm& form, int status) {
  const draw::Snapshot snapshot = site.draw.published_snapshot();
  const std::string phase = name_of(snapshot.phase);
  View view = roster(snapshot);
  view["root"] = request.root;
  view["title"] = home_title(phase);
  view["script"] = "/assets/home.js";
  view["address"] = address(site, request);
  if (site.settings.keep_days > 0) view["kept"] = count(site.settings.keep_days, "day");
  view["github_id"] = form.typed;
  view["must_correct"] = status == 404;
  if (form.result) view["result"] = {{"good", form.result->good}, {"text", form.result->text}};
  if (phase == "won") view["winners"] = winners(site);
  return web::page(site.pages.render("home_" + phase, view), status);
}

web::Response admin_page(Site& site, const web::Request& request, int status, const std::string& message,
                         const OpeningForm& form) {
  const draw::Snapshot snapshot = site.draw.snapshot();
  const std::string phase = name_of(snapshot.phase);
  const bool is_waiting = phase == "closed" && snapshot.entrants > 0;
  const draw::Overview overview = site.desk.overview();
  View view = roster(snapshot);
  view.update(desk(site, overview));
  view.update(latest_of(overview.log));
  view["root"] = request.root;
  view["title"] = "The organiser’s desk";
  view["script"] = "/assets/admin.js";
  view["admin"] = true;
  view[phase] = true;
  if (!message.empty()) view["message"] = message;
  if (!message.empty() || status != 200) view.erase("just_done");
  if (phase == "won") view["winners"] = winners(site);
  view["can_open"] = phase != "open" && !is_waiting;
  view["can_close"] = phase == "open";
  view["can_pick"] = is_waiting || (phase == "open" && snapshot.entrants > 0);
  view["form"] = opening(form, site.settings.method);
  return web::page(site.pages.render("admin", view), status);
}

web::Response refused(Site& site, const web::Request& request, int status, const std::string& sentence) {
  return request.wants_page() ? admin_page(site, request, status, sentence)
                              : refuse(request, site.pages, status, sentence);
}
