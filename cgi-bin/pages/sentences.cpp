#include "pages/sentences.hpp"

#include <algorithm>
#include <array>

#include "draw/log.hpp"
#include "io/language.hpp"

using draw::Outcome;
using io::translatable;

namespace {

struct Sentence {
  Outcome outcome;
  const char* text;
};
constexpr std::array<Sentence, 30> sentences{
    {{Outcome::form_used,
      translatable("This form was already sent with different content; reload the page and send it again.")},
     {Outcome::still_open, translatable("A draw is open; close it first.")},
     {Outcome::not_open, translatable("The draw is not open, so this can no longer be changed.")},
     {Outcome::no_draw, translatable("There is no draw with prizes; open one first.")},
     {Outcome::no_entrants,
      translatable(
          "Nobody has entered, so nobody can win; wait for entrants while the draw is open, or open a new one.")},
     {Outcome::entrants_waiting,
      translatable("The last draw has entrants but no winners yet; pick its winners or cancel it first.")},
     {Outcome::already_picked, translatable("The winners of this draw have already been picked; open a new one.")},
     {Outcome::not_frozen,
      translatable(
          "A word from the audience is accepted only after the close; close the draw first, then ask for the word.")},
     {Outcome::no_word_with_spop,
      translatable(
          "Redis picks the winners of this draw, so it cannot use a word from the audience; pick without one.")},
     {Outcome::no_round,
      translatable("The public beacon did not answer, so nobody has won yet; try again in a moment. The log has the "
                   "details. If the beacon stays unavailable, you can pick without it.")},
     {Outcome::no_word_with_beacon,
      translatable(
          "The public beacon decides this draw, so it cannot use a word from the audience; pick without one.")},
     {Outcome::roster_changed, translatable("Somebody has changed the entrants or prizes in Redis since the close (the "
                                            "log says how many there are now); undo that, or cancel this draw.")},
     {Outcome::nobody_can_win, translatable("None of the entrants can win, since GitHub does not know them or they are "
                                            "excluded; cancel this draw and open a new one.")},
     {Outcome::nobody_left,
      translatable("No entrant is left to win this prize, so it is not won; you can open a new draw.")},
     {Outcome::no_such_prize, translatable("Nobody has won a prize with this name; choose one that has been won.")},
     {Outcome::moved_on, translatable("This prize has already been reassigned; check who has it now.")},
     {Outcome::entrants_deleted,
      translatable("The entrants of this draw have been deleted, so its prizes cannot be redrawn; open a new draw.")},
     {Outcome::not_picked, translatable("The winners have not been picked yet; pick them first.")},
     {Outcome::not_revealed, translatable("The winner of this prize has not been revealed yet; reveal it first.")},
     {Outcome::nothing_to_undo,
      translatable("There is nothing to undo; a redraw can be undone until the next reveal, for at most ten minutes.")},
     {Outcome::no_such_draw, translatable("There is no draw with this ID; check the list of past draws.")},
     {Outcome::still_shown,
      translatable(
          "This draw is running, or its winners are still shown, so it cannot be deleted; open the next one first.")},
     {Outcome::not_ours,
      translatable("An older program opened or picked this draw, so this cannot be saved; open a new draw.")},
     {Outcome::too_late,
      translatable("It is too late to reopen this draw; pick its winners, or cancel it and open a new one.")},
     {Outcome::no_time_limit, translatable("The draw has no time limit to extend; set the minutes instead.")},
     {Outcome::in_the_past, translatable("The time to close the draw has passed; choose a later one.")},
     {Outcome::already_scheduled, translatable("Another draw is scheduled; open it now or cancel it first.")},
     {Outcome::not_scheduled,
      translatable("This draw is no longer scheduled; check whether it was opened or cancelled.")},
     {Outcome::no_such_entrant, translatable("This person is no longer in the draw; check the list again.")},
     {Outcome::too_many_excluded,
      translatable("At most 1,000 people can be excluded; allow some of them to enter again first.")}}};

}  // namespace

std::string sentence_of(Outcome outcome) {
  const auto* found =
      std::find_if(sentences.begin(), sentences.end(), [&](auto& each) { return each.outcome == outcome; });
  return io::tr(found != sentences.end() ? found->text
                                         : translatable("The draw has changed; check the page and try again."));
}

std::string sentence_of(const draw::Fault& fault) {
  return io::tr(fault.sentence, {{"number", fault.number}, {"name", fault.name}, {"start", fault.start}});
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text = text.empty() ? name : io::tr("{names}, {name}", {{"names", text}, {"name", name}});
  }
  return text;
}

std::string some_of(const std::vector<std::string>& names) {
  if (names.size() <= draw::most_named) return listed(names);
  const std::vector<std::string> first(names.begin(), names.begin() + draw::most_named);
  return io::tr("{names} and {count} more",
                {{"names", listed(first)}, {"count", std::to_string(names.size() - draw::most_named)}});
}
