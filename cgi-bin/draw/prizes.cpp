#include "draw/prizes.hpp"

#include "draw/opening.hpp"
#include "draw/scripts.hpp"

namespace draw {

namespace {

// `from` is empty for a new prize.
Outcome change(Store& store, const Action& action, const std::string& did, const std::string& from, const Prize& to) {
  for (;;) {
    const Fields fields = read_fairness(store);
    const Show show = Show::of(fields);
    std::vector<Prize> prizes = show.prizes();
    const std::size_t place = from.empty() ? prizes.size() : show.place_of(from);
    if (place == prizes.size()) prizes.emplace_back();
    prizes[place] = to;
    const Outcome outcome = perform(store, scripts::change_prizes, action, did,
                                    {store.keys.is_open, store.keys.prizes, store.keys.fairness},
                                    {from, to.name, std::to_string(Opening::most_prizes), field(fields, "mark"),
                                     field(fields, "shown_order"), in_lines(prizes)});
    if (outcome != Outcome::changed) return outcome;
  }
}

}  // namespace

Outcome add_prize(Store& store, const Action& action, const Prize& prize) {
  return change(store, action, "added the prize " + prize.name, "", prize);
}

Outcome rename_prize(Store& store, const Action& action, const std::string& from, const Prize& to) {
  return change(store, action, "renamed the prize " + from + " to " + to.name, from, to);
}

}  // namespace draw
