#include "draw/closing.hpp"

#include "draw/opening.hpp"
#include "draw/roster.hpp"
#include "draw/scripts.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

Outcome set_time(Store& store, const Action& action, const std::string& did, const std::string& how,
                 long long seconds) {
  return perform(store, scripts::change_time_limit, action, did, {store.keys.is_open},
                 {how, std::to_string(seconds), std::to_string(Opening::longest_duration)});
}

}  // namespace

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
  return set_time(store, action, "set the draw to stay open " + time_limit_in_words(left), "left", left.count());
}

Outcome add_time(Store& store, const Action& action, std::chrono::seconds more) {
  return set_time(store, action, "set the draw to stay open " + time_limit_in_words(more) + " longer", "more",
                  more.count());
}

Outcome close_at(Store& store, const Action& action, long long time) {
  return set_time(store, action, "set the draw to stay open until " + io::to_utc(time), "at", time);
}

Outcome reopen(Store& store, const Action& action) {
  const Keys& keys = store.keys;
  for (;;) {
    const Outcome outcome = perform(store, scripts::reopen, action, "opened the draw again",
                                    {keys.is_open, keys.winners, keys.prizes, keys.fairness, keys.roster},
                                    {std::to_string(reopening_limit.count())});
    if (outcome != Outcome::not_frozen) return outcome;
    freeze(store);  // nobody has looked since its time ran out
  }
}

Outcome cancel(Store& store, const Action& action) {
  const Keys& keys = store.keys;
  return perform(
      store, scripts::cancel, action, "cancelled the draw",
      {keys.records, keys.opened, keys.draws, keys.is_open, keys.winners, keys.prizes, keys.entrants, keys.fairness,
       keys.unverified, keys.arrivals, keys.renamed, keys.removed, keys.roster, keys.phones, keys.added, keys.left_out},
      {io::now_utc()});
}

}  // namespace draw
