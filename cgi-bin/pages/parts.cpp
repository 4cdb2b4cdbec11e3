#include "pages/parts.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "io/language.hpp"
#include "io/text.hpp"

using io::tr;
using io::trn;
using web::View;

namespace {

// Who cannot enter because of the last draws, of which there are so many; a number that Redis has kept.
std::string left_out(const std::string& number) {
  if (number.empty()) return "";
  return trn("Winners of the last draw cannot enter.", "Winners of the last {count} draws cannot enter.",
             static_cast<std::size_t>(io::whole_number(number, 1'000'000).value_or(0)));
}

// A time so many seconds away: within a day only the time of day, as wide as the reader's local time that replaces it.
View soon(const std::string& time, long long seconds) {
  constexpr long long day = 86'400;
  View view = time_view(time);
  if (seconds < day) view["text"] = time.substr(11, 5) + " UTC";
  return view;
}

// Marks winners whose prize was reassigned to them.
void add_moves(View& winners, const draw::Moves& moves) {
  std::map<std::string, bool> took_over;  // by prize; the latest counts
  for (const draw::Move& each : moves) took_over[each.prize] = !each.is_undone;
  for (View& winner : winners) winner["took_over"] = took_over[winner["prize"]];
}

View reopened(const std::vector<draw::Reopening>& reopenings) {
  View list = View::array();
  for (const draw::Reopening& each : reopenings) {
    list.push_back({{"time", time_view(io::to_utc(each.at))},
                    {"entrants_sha256", each.entrants_sha256},
                    {"prizes_sha256", each.prizes_sha256}});
  }
  return list;
}

View about(const draw::Snapshot& snapshot) {
  const auto& freeze = snapshot.freeze;
  return {{"opened", time_view(snapshot.published->opened_at)},
          {"reopened", reopened(snapshot.reopened)},
          {"commitment", snapshot.published->commitment},
          {"beacon", snapshot.published->beacon.has_value()},
          {"is_closed", freeze.has_value()},
          {"entrants_sha256", freeze ? freeze->entrants_sha256 : ""},
          {"prizes_sha256", freeze ? freeze->prizes_sha256 : ""}};
}

}  // namespace

std::string name_of(const draw::Phase& phase) {
  constexpr std::array names{"none", "open", "closed", "won"};
  return names.at(phase.index());
}

View view_of(const Site& site, const draw::Snapshot& snapshot, const web::Request& request, const std::string& title) {
  const std::string phase = name_of(snapshot.phase);
  View view{{"root", request.root},
            {"github", site.settings.github_site},
            {"title", snapshot.show.title().empty() ? title : title + " · " + snapshot.show.title()},
            {"event", snapshot.show.title()},
            {"shown", std::to_string(snapshot.show.shown())},
            {"phase", phase},
            {phase, true},
            {"version", snapshot.version()},
            {"moved", snapshot.moves.empty() ? "" : sentence_of(snapshot.moves.back())},
            {"moved_text", snapshot.moves.empty() ? "" : sentence_for_readers(snapshot.moves.back())},
            {"leave_out", left_out(snapshot.leave_out)},
            {"without_round", snapshot.without_round},
            {"removed", std::to_string(snapshot.removed)},
            {"has_past_draws", snapshot.has_past},
            {"prize_count", trn("{count} prize", "{count} prizes", snapshot.prizes.size())},
            {"entrants", std::to_string(snapshot.entrants)},
            {"has_entrants", snapshot.entrants > 0},
            {"is_ranked", snapshot.method == draw::Method::ranked}};
  if (const auto& published = snapshot.published) {
    view["draw"] = published->draw;
    view["about"] = about(snapshot);
  }
  if (const auto* open = std::get_if<draw::Open>(&snapshot.phase); open != nullptr && open->closes_in) {
    const long long seconds = open->closes_in->count();
    view["closes_in"] = {{"seconds", std::to_string(seconds)},
                         {"text", in_words(seconds)},
                         {"time", soon(io::to_utc(open->closes_at), seconds)}};
  }
  if (const auto seconds = snapshot.seconds_to_round()) {
    view["round"] = {{"number", std::to_string(snapshot.freeze->round)},
                     {"seconds", std::to_string(*seconds)},
                     {"is_to_come", *seconds > 0},
                     {"text", in_words(*seconds)}};
    if (*seconds > 0 && phase == "closed") view["counts_down"] = view["round"];
  }
  if (const auto& next = snapshot.scheduled) {
    view["scheduled"] = {{"event", next->title},
                         {"opens", time_view(io::to_utc(next->opens_at))},
                         {"closes", next->closes_at == 0 ? View("") : time_view(io::to_utc(next->closes_at))}};
  }
  return view;
}

View view_of(const draw::Show& show, const std::vector<std::string>& prizes) {
  View list = View::array();
  for (const std::string& prize : prizes) list.push_back({{"name", prize}, {"note", show.note_on(prize)}});
  return list;
}

View view_of(const draw::Show& show, const std::vector<draw::Winner>& winners) {
  View list = View::array();
  for (const draw::Winner& winner : winners) {
    View view = person(winner.id, winner.name, winner.image, 160);
    view["large"] = person(winner.id, winner.name, winner.image, 640)["image"];
    view["prize"] = winner.prize;
    view["note"] = show.note_on(winner.prize);
    list.push_back(std::move(view));
  }
  return list;
}

void add_lists(View& view, Site& site, const draw::Snapshot& snapshot, Paging paging) {
  const bool is_won = std::holds_alternative<draw::Won>(snapshot.phase);
  auto winners = paging.found_in(is_won ? draw::winners(site.store) : std::vector<draw::Winner>());
  std::stable_partition(winners.begin(), winners.end(),
                        [&](const auto& each) { return paging.is_search_for(each.id); });
  const auto prizes = paging.found_in(snapshot.prizes);
  const auto unrevealed = paging.found_in(snapshot.unrevealed());
  paging.set_total(winners.size() + unrevealed.size() + prizes.size());
  view["winners"] = view_of(snapshot.show, paging.part_of(winners));
  add_moves(view["winners"], snapshot.moves);
  view["unrevealed"] = view_of(snapshot.show, paging.part_of(unrevealed));
  view["has_unrevealed"] = !view["unrevealed"].empty();
  view["prizes"] = view_of(snapshot.show, paging.part_of(prizes));
  view["has_prizes"] = !view["prizes"].empty();
  view["paging"] = paging.view();
}

View person(const std::string& id, const std::string& name, const std::string& image, int pixels) {
  std::string sized = image.rfind("https://", 0) == 0 ? image : "";
  if (!sized.empty()) sized += (sized.find('?') == std::string::npos ? "?s=" : "&s=") + std::to_string(pixels);
  return {{"id", id}, {"name", name}, {"image", sized}};
}

std::string sentence_for_readers(const draw::Move& move) {
  if (move.is_undone) return tr("{prize} goes back to {name}", {{"prize", move.prize}, {"name", move.name}});
  if (move.to.empty()) return tr("{prize} is not won: no entrant is left", {{"prize", move.prize}});
  return tr("{prize} now goes to {name}", {{"prize", move.prize}, {"name", move.name}});
}

std::string in_words(long long seconds) {
  const auto all = static_cast<std::size_t>(seconds);
  if (seconds < 60) return trn("{count} second", "{count} seconds", all);
  const std::size_t minutes = (all + 59) / 60;
  const std::size_t hours = minutes / 60;
  const std::size_t days = hours / 24;
  std::vector<std::string> units;
  if (days > 0) units.push_back(trn("{count} day", "{count} days", days));
  if (hours % 24 > 0) units.push_back(trn("{count} hour", "{count} hours", hours % 24));
  if (days == 0 && minutes % 60 > 0) units.push_back(trn("{count} minute", "{count} minutes", minutes % 60));
  return units.size() == 1 ? units.front() : tr("{one} {other}", {{"one", units.front()}, {"other", units.back()}});
}

std::string date_of(const std::string& time) {
  using io::translatable;
  constexpr std::array months{translatable("January"), translatable("February"), translatable("March"),
                              translatable("April"),   translatable("May"),      translatable("June"),
                              translatable("July"),    translatable("August"),   translatable("September"),
                              translatable("October"), translatable("November"), translatable("December")};
  if (time.size() != 20) return "";
  const auto month = io::whole_number(time.substr(5, 2), 12).value_or(0);
  const auto day = io::whole_number(time.substr(8, 2), 31).value_or(0);
  if (month == 0) return "";
  return tr("{day} {month} {year}", {{"day", std::to_string(day)},
                                     {"month", tr(months.at(static_cast<std::size_t>(month - 1)))},
                                     {"year", time.substr(0, 4)}});
}

View time_view(const std::string& time) {
  if (time.empty()) return "";
  std::string text = time;
  if (time.size() == 20) text.replace(19, 1, " UTC").replace(10, 1, " ");
  return {{"iso", time}, {"text", text}};
}

std::string as_typed(const std::string& address) {
  const std::size_t host = address.find("//") + 2;
  return address.substr(host, address.size() - host - 1);
}
