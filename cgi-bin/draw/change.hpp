#pragma once

// A change that an organiser requests. Each is one atomic script, which writes a log line and remembers the form that
// requested it, so that a form that is sent twice takes effect once.

#include <string>
#include <vector>

#include "draw/store.hpp"

namespace draw {

struct Action {
  std::string who;
  std::string token = {};    // of the form, random; empty if no form was sent
  std::string content = {};  // a hash of the form: the same token with different content is not the same form
};

// The outcome. Anything but `done` is a refusal, and nothing has changed.
enum class Outcome {
  done,       // now, or earlier by the same form
  form_used,  // the form was sent before with different content
  still_open,
  not_open,
  no_draw,
  no_entrants,
  entrants_waiting,  // for the pick
  already_picked,
  not_frozen,      // too early for the audience's word
  nobody_can_win,  // everybody drawn was passed over
  nobody_left,     // for the prize, which is then not won: the only refusal that changes something
  moved_on,        // the prize has a different winner than the form says
  no_such_entrant,
  too_many_excluded,
  closed_for_the_pick,  // internal, between the steps of a pick
  changed,              // internal: since it was read
  roster_changed,       // since the close
  not_picked,           // nothing to reveal
  too_late,             // to reopen the draw
  no_time_limit,        // nothing to extend
  in_the_past,          // the time to close
  no_prize,             // with that name in the open draw
  prize_exists,         // with that name
  too_many_prizes,
  already_scheduled,  // another draw
  not_scheduled,
  nothing_to_undo,  // any more
  no_such_draw,
  still_shown,  // the draw to delete: it is running, or its winners are shown
  not_ours,     // an older program opened or picked the draw, so nothing can be stored with it
  // Not from a script:
  no_word_with_spop,  // the audience's word cannot be used
  no_word_with_beacon,
  before_the_round,  // of the beacon is published
  no_round,          // although it is due
  no_such_prize,     // among those that were won
  entrants_deleted,  // since the pick
  not_revealed,      // who won this prize
};

// Runs a script whose first two keys are the log and this form's token, and whose first three arguments are who, did
// and the form's content; `keys` and `arguments` follow. `did` is the log text, which follows a name.
Outcome perform(Store& store, const io::Script& script, const Action& action, const std::string& did,
                const std::vector<std::string>& keys, const std::vector<std::string>& arguments = {});

// Whether this same form was already sent and has taken effect.
bool was_done(Store& store, const Action& action);

}  // namespace draw
