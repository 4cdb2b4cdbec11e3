#pragma once

// A change that an organiser asks for. Each is one atomic script, which writes its own line of the log and remembers
// the form that asked for it, so that a form that is sent twice is done once.

#include <string>
#include <vector>

#include "draw/store.hpp"

namespace draw {

struct Action {
  std::string who;
  std::string token = {};    // of the form, random; empty where no form was sent
  std::string content = {};  // stands for what the form said: the same token with other content is not the same form
};

// How it ended. Whatever is not `done` is a refusal, and nothing has changed.
enum class Outcome {
  done,       // now, or before by the same form
  form_used,  // the form was sent before with other content
  still_open,
  not_open,
  no_draw,
  no_entrants,
  entrants_waiting,  // for the pick
  already_picked,
  not_frozen,      // so it is too early for the audience's word
  nobody_can_win,  // everybody drawn had to be passed over
  nobody_left,     // to take over a prize. The prize is then not won: the one refusal that changes something
  moved_on,        // the prize has another winner than the form says
  no_such_entrant,
  too_many_excluded,
  closed_for_the_pick,  // between the steps of a pick; nobody else sees it
  changed,              // as above: since it was read
  roster_changed,       // it is not the one that was fixed at the close
  not_picked,           // so nothing can be revealed
  too_late,             // to open the draw again
  no_time_limit,        // so there is no time to add to
  in_the_past,          // the time to close at
  no_prize,             // of that name in the open draw
  prize_exists,         // of that name already
  too_many_prizes,
  already_scheduled,  // another draw
  not_scheduled,
  nothing_to_undo,  // any more
  no_such_draw,
  still_shown,  // the draw to delete: it runs, or its winners are shown
  not_ours,     // an older program has opened or picked the draw, so that nothing can be kept with it
  // Not said by a script:
  no_word_with_spop,  // the audience's word has no use
  no_word_with_beacon,
  before_the_round,  // of the beacon is out
  no_round,          // although its time has come
  no_such_prize,     // among those that are won
  entrants_deleted,  // since the pick
  not_revealed,      // nobody has seen who won this prize
};

// Runs a script whose first two keys are the log and what this form has done, and whose first three arguments are who,
// did and the form's content; `keys` and `arguments` come after them. `did` is what the log says, words after a name.
Outcome perform(Store& store, const io::Script& script, const Action& action, const std::string& did,
                const std::vector<std::string>& keys, const std::vector<std::string>& arguments = {});

// Whether just this form was sent before and has done its work.
bool was_done(Store& store, const Action& action);

}  // namespace draw
