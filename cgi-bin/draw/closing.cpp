#include "draw/closing.hpp"

#include "draw/opening.hpp"
#include "draw/roster.hpp"
#include "draw/scripts.hpp"

namespace draw {

Outcome close(Store& store, const Action& action) {
  const Keys& keys = store.keys;
  const Outcome outcome = perform(store, scripts::close, action, "closed the draw",
                                  {keys.is_open, keys.prizes, keys.entrants, keys.unverified, keys.fairness});
  if (outcome == Outcome::done) {
    store.redis.begin(time_for_a_million);
    freeze(store);
  }
  return outcome;
}

Outcome change_time_limit(Store& store, const Action& action, std::chrono::seconds left) {
  return perform(store, scripts::change_time_limit, action, "set the draw to stay open " + time_limit_in_words(left),
                 {store.keys.is_open}, {std::to_string(left.count())});
}

Outcome cancel(Store& store, const Action& action) {
  const Keys& keys = store.keys;
  return perform(store, scripts::cancel, action, "cancelled the draw",
                 {keys.is_open, keys.winners, keys.prizes, keys.entrants, keys.unverified, keys.arrivals, keys.fairness,
                  keys.renamed, keys.removed, keys.roster, keys.phones});
}

}  // namespace draw
