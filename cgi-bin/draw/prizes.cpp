#include "draw/prizes.hpp"

#include "draw/opening.hpp"
#include "draw/scripts.hpp"

namespace {

using draw::Outcome;
using draw::Prize;

// `from` is empty for a prize that is new.
Outcome change(draw::Store& store, const draw::Action& action, const std::string& did, const std::string& from,
               const Prize& to) {
  for (;;) {
    const draw::Fields fields = draw::read_fairness(store);
    const draw::Show show = draw::Show::of(fields);
    std::vector<Prize> prizes = show.prizes();
    const std::size_t place = from.empty() ? prizes.size() : show.place_of(from);
    if (place == prizes.size()) prizes.emplace_back();
    prizes[place] = to;
    const Outcome outcome = perform(
        store, draw::scripts::change_prizes, action, did, {store.keys.is_open, store.keys.prizes, store.keys.fairness},
        {from, to.name, std::to_string(draw::Opening::most_prizes), draw::field(fields, "mark"),
         draw::field(fields, "shown_order"), draw::in_lines(prizes)});
    if (outcome != Outcome::changed) return outcome;
  }
}

}  // namespace

namespace draw {

Outcome add_prize(Store& store, const Action& action, const Prize& prize) {
  return change(store, action, "added the prize " + prize.name, "", prize);
}

Outcome rename_prize(Store& store, const Action& action, const std::string& from, const Prize& to) {
  return change(store, action, "renamed the prize " + from + " to " + to.name, from, to);
}

}  // namespace draw
