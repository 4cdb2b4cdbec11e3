#include "views.hpp"

#include <array>

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

View roster(const draw::Snapshot& snapshot) {
  View view{{"prizes", snapshot.prizes},
            {"prize_count", count(static_cast<long long>(snapshot.prizes.size()), "prize")},
            {"entrants", std::to_string(snapshot.entrants)},
            {"one_entrant", snapshot.entrants == 1},
            {"has_entrants", snapshot.entrants > 0},
            {"unwon", snapshot.prizes},
            {"has_unwon", !snapshot.prizes.empty()}};
  if (const auto& published = snapshot.published) {
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

View winners(Site& site) {
  View list = View::array();
  for (const draw::Winner& winner : site.winners.list()) {
    std::string image = winner.image.rfind("https://", 0) == 0 ? winner.image : "";
    if (!image.empty()) image += (image.find('?') == std::string::npos ? "?s=160" : "&s=160");  // pixels
    list.push_back({{"name", winner.name}, {"prize", winner.prize}, {"image", image}, {"id", winner.id}});
  }
  return list;
}

// What a phase is called: the rest of a template's name, and a flag on the administrator's page.
struct PhaseName {
  std::string operator()(draw::NoDraw) const { return "none"; }
  std::string operator()(draw::Open) const { return "open"; }
  std::string operator()(draw::Closed) const { return "closed"; }
  std::string operator()(draw::Won) const { return "won"; }
};

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
          {"prizes_error", form.prizes_error},
          {"duration_error", form.duration_error}};
}

}  // namespace

web::Response home_page(Site& site, const web::Request& request, const EntryForm& form, int status) {
  const draw::Snapshot snapshot = site.draw.published_snapshot();
  const std::string phase = std::visit(PhaseName{}, snapshot.phase);
  View view = roster(snapshot);
  view["root"] = request.root;
  view["title"] = home_title(phase);
  view["script"] = "/assets/home.js";
  view["github_id"] = form.typed;
  view["must_correct"] = status == 404;
  if (form.result) view["result"] = {{"good", form.result->good}, {"text", form.result->text}};
  if (phase == "won") view["winners"] = winners(site);
  return web::page(site.pages.render("home_" + phase, view), status);
}

web::Response admin_page(Site& site, const web::Request& request, int status, const std::string& message,
                         const OpeningForm& form) {
  const draw::Snapshot snapshot = site.draw.snapshot();
  const std::string phase = std::visit(PhaseName{}, snapshot.phase);
  const bool is_waiting = phase == "closed" && snapshot.entrants > 0;
  View view = roster(snapshot);
  view["root"] = request.root;
  view["title"] = "The organiser’s desk";
  view["script"] = "/assets/admin.js";
  view["admin"] = true;
  view[phase] = true;
  if (!message.empty()) view["message"] = message;
  if (phase == "won") view["winners"] = winners(site);
  view["can_open"] = phase != "open" && !is_waiting;
  view["can_close"] = phase == "open";
  view["can_pick"] = is_waiting || (phase == "open" && snapshot.entrants > 0);
  view["form"] = opening(form, site.settings.method);
  return web::page(site.pages.render("admin", view), status);
}
