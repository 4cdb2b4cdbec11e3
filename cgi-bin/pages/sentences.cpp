#include "pages/sentences.hpp"

#include <algorithm>
#include <array>

using draw::Outcome;

namespace {

struct Sentence {
  Outcome outcome;
  const char* text;
};
constexpr std::array<Sentence, 30> sentences{
    {{Outcome::form_used, "This form was already sent with different content; reload the page and send it again."},
     {Outcome::still_open, "A draw is open; close it first."},
     {Outcome::not_open, "The draw is not open, so this can no longer be changed."},
     {Outcome::no_draw, "There is no draw with prizes; open one first."},
     {Outcome::no_entrants,
      "Nobody has entered, so nobody can win; wait for entrants while the draw is open, or open a new one."},
     {Outcome::entrants_waiting, "The last draw has entrants but no winners yet; pick its winners or cancel it first."},
     {Outcome::already_picked, "The winners of this draw have already been picked; open a new one."},
     {Outcome::not_frozen,
      "A word from the audience is accepted only after the close; close the draw first, then ask for the word."},
     {Outcome::no_word_with_spop,
      "Redis picks the winners of this draw, so it cannot use a word from the audience; pick without one."},
     {Outcome::no_round,
      "The public beacon did not answer, so nobody has won yet; try again in a moment. The log has the details. If the "
      "beacon stays unavailable, you can pick without it."},
     {Outcome::no_word_with_beacon,
      "The public beacon decides this draw, so it cannot use a word from the audience; pick without one."},
     {Outcome::roster_changed,
      "Somebody has changed the entrants or prizes in Redis since the close (the log says how many there are now); "
      "undo that, or cancel this draw."},
     {Outcome::nobody_can_win,
      "None of the entrants can win, since GitHub does not know them or they are excluded; cancel this draw and open a "
      "new one."},
     {Outcome::nobody_left, "No entrant is left to win this prize, so it is not won; you can open a new draw."},
     {Outcome::no_such_prize, "Nobody has won a prize with this name; choose one that has been won."},
     {Outcome::moved_on, "This prize has already been reassigned; check who has it now."},
     {Outcome::entrants_deleted,
      "The entrants of this draw have been deleted, so its prizes cannot be redrawn; open a new draw."},
     {Outcome::not_picked, "The winners have not been picked yet; pick them first."},
     {Outcome::not_revealed, "The winner of this prize has not been revealed yet; reveal it first."},
     {Outcome::nothing_to_undo,
      "There is nothing to undo; a redraw can be undone until the next reveal, for at most ten minutes."},
     {Outcome::no_such_draw, "There is no draw with this ID; check the list of past draws."},
     {Outcome::still_shown,
      "This draw is running, or its winners are still shown, so it cannot be deleted; open the next one first."},
     {Outcome::not_ours, "An older program opened or picked this draw, so this cannot be saved; open a new draw."},
     {Outcome::too_late, "It is too late to reopen this draw; pick its winners, or cancel it and open a new one."},
     {Outcome::no_time_limit, "The draw has no time limit to extend; set the minutes instead."},
     {Outcome::in_the_past, "The time to close the draw has passed; choose a later one."},
     {Outcome::already_scheduled, "Another draw is scheduled; open it now or cancel it first."},
     {Outcome::not_scheduled, "This draw is no longer scheduled; check whether it was opened or cancelled."},
     {Outcome::no_such_entrant, "This person is no longer in the draw; check the list again."},
     {Outcome::too_many_excluded, "At most 1,000 people can be excluded; allow some of them to enter again first."}}};

}  // namespace

std::string sentence_of(Outcome outcome) {
  const auto* found =
      std::find_if(sentences.begin(), sentences.end(), [&](auto& each) { return each.outcome == outcome; });
  return found != sentences.end() ? found->text : "The draw has changed; check the page and try again.";
}
