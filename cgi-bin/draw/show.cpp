#include "draw/show.hpp"

#include <algorithm>
#include <sstream>

#include "draw/scripts.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

std::vector<Prize> prizes_in(const std::string& text) {
  std::vector<Prize> prizes;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    prizes.push_back({line.substr(0, tab), tab == std::string::npos ? "" : line.substr(tab + 1)});
  }
  return prizes;
}

}  // namespace

std::vector<std::string> names_of(const std::vector<Prize>& prizes) {
  std::vector<std::string> names;
  names.reserve(prizes.size());
  for (const Prize& each : prizes) names.push_back(each.name);
  return names;
}

// Neither names nor notes hold control characters.
std::string in_lines(const std::vector<Prize>& prizes) {
  std::string text;
  for (const Prize& each : prizes) text += each.name + (each.note.empty() ? "" : "\t" + each.note) + "\n";
  return text;
}

Show::Show(std::string title, std::vector<Prize> prizes, bool is_together)
    : title_(std::move(title)), prizes_(std::move(prizes)), is_together_(is_together) {
  for (const Prize& each : prizes_) places_.emplace(each.name, places_.size());
}

Show Show::of(const Fields& fairness) {
  Show show(field(fairness, "title"), prizes_in(field(fairness, "shown_order")),
            field(fairness, "reveal") == "together");
  show.shown_ = static_cast<std::size_t>(io::whole_number(field(fairness, "shown"), 1'000'000).value_or(0));
  return show;
}

std::vector<std::string> Show::fields() const {
  return {"title", title_, "shown_order", in_lines(prizes_), "reveal", is_together_ ? "together" : "at-once"};
}

const std::string& Show::note_on(const std::string& prize) const {
  static const std::string none;
  const std::size_t place = place_of(prize);
  return place < prizes_.size() ? prizes_[place].note : none;
}

std::size_t Show::place_of(const std::string& prize) const {
  const auto found = places_.find(prize);
  return found != places_.end() ? found->second : prizes_.size();
}

bool Show::comes_before(const std::string& a, const std::string& b) const {
  const std::size_t place_a = place_of(a);
  const std::size_t place_b = place_of(b);
  return place_a != place_b ? place_a < place_b : a < b;
}

bool Show::has_revealed(const std::string& prize) const { return has_revealed_all() || place_of(prize) < shown_; }

Outcome reveal(Store& store, const Action& action, std::size_t shown) {
  const Fields fields = read_fairness(store);
  const std::size_t total = Show::of(fields).prizes().size();
  return perform(store, scripts::reveal, action, "revealed all winners", {store.keys.winners, store.keys.fairness},
                 {field(fields, "mark"), std::to_string(std::min(shown, total)), std::to_string(total)});
}

}  // namespace draw
