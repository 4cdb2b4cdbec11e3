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
    {{Outcome::form_used,
      "This form was sent before with something else in it; please look at the page and send it again."},
     {Outcome::still_open, "A draw is open; please close it first."},
     {Outcome::not_open, "The draw is not open, so this cannot change any more."},
     {Outcome::no_draw, "There is no draw with prizes; please open one first."},
     {Outcome::no_entrants,
      "Nobody has entered, so nobody can win; wait for entrants while the draw is open, or open a new one."},
     {Outcome::entrants_waiting,
      "The entrants of the last draw are waiting; please pick the winners or cancel that draw first."},
     {Outcome::already_picked, "The winners of this draw have been picked already; please open a new one."},
     {Outcome::not_frozen,
      "A word from the audience is taken only after the close; please close the draw first, then ask for the "
      "word."},
     {Outcome::no_word_with_spop,
      "Redis picks the winners of this draw, so a word from the audience has no use; please pick without it."},
     {Outcome::no_round,
      "The public beacon has not answered, so nobody has won yet; please try again in a moment. The log says what its "
      "relays said. If it stays away, you can pick without the beacon."},
     {Outcome::no_word_with_beacon,
      "The public beacon decides this draw, so a word from the audience has no use; please pick without it."},
     {Outcome::roster_changed,
      "The entrants or prizes in Redis are not those that were fixed at the close, so somebody has changed them "
      "by hand (the log says how many there are now); please undo that, or cancel this draw."},
     {Outcome::nobody_can_win,
      "Nobody who entered can win, since GitHub does not know them or they are excluded; please cancel this "
      "draw and open a new one."},
     {Outcome::nobody_left, "Nobody is left to win this prize, so it is not won; you can open a new draw."},
     {Outcome::no_such_prize, "Nobody has won a prize of that name; please choose one that is won."},
     {Outcome::moved_on, "This prize has another winner already; please check who has it now."},
     {Outcome::entrants_deleted,
      "Who comes next in this draw is no longer kept, so nobody can take the prize over; please open a new "
      "draw."},
     {Outcome::not_picked, "The winners have not been picked yet; please pick them first."},
     {Outcome::not_revealed,
      "Nobody has seen yet who won this prize; please reveal it first, then choose another winner."},
     {Outcome::nothing_to_undo,
      "There is no replacement to take back; it can be undone until the next reveal, for at most ten minutes."},
     {Outcome::no_such_draw, "No draw of this ID was opened here; please look at the list of past draws."},
     {Outcome::still_shown,
      "This draw runs, or its winners are shown, so it cannot be deleted; please open the next one first."},
     {Outcome::not_ours,
      "Another program opened or picked this draw, so this cannot be saved; please open a new draw."},
     {Outcome::too_late,
      "A draw can be opened again only within a minute of its close; please pick its winners, or cancel it and "
      "open a new one."},
     {Outcome::no_time_limit,
      "The draw stays open until you close it, so there is no time to add to; please set the minutes instead."},
     {Outcome::in_the_past, "The time to close the draw has passed; please choose a later one."},
     {Outcome::already_scheduled, "Another draw waits for its time to open; please open it now or cancel it first."},
     {Outcome::not_scheduled,
      "No draw waits for its time any more; please look whether it has opened or was cancelled."},
     {Outcome::no_such_entrant, "There is no such entrant any more; please look at the list again."},
     {Outcome::too_many_excluded, "At most 1,000 people can be excluded; please let some of them enter again first."}}};

}  // namespace

std::string sentence_of(Outcome outcome) {
  const auto* found =
      std::find_if(sentences.begin(), sentences.end(), [&](auto& each) { return each.outcome == outcome; });
  return found != sentences.end() ? found->text : "The draw has changed; please look at the page and try again.";
}
