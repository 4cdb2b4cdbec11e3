#include "draw/change.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace {

using draw::Outcome;

// What the scripts answer.
constexpr std::array<std::pair<std::string_view, Outcome>, 17> words{{
    {"done", Outcome::done},
    {"form_used", Outcome::form_used},
    {"still_open", Outcome::still_open},
    {"not_open", Outcome::not_open},
    {"no_draw", Outcome::no_draw},
    {"no_entrants", Outcome::no_entrants},
    {"entrants_waiting", Outcome::entrants_waiting},
    {"already_picked", Outcome::already_picked},
    {"not_frozen", Outcome::not_frozen},
    {"nobody_can_win", Outcome::nobody_can_win},
    {"nobody_left", Outcome::nobody_left},
    {"moved_on", Outcome::moved_on},
    {"no_such_entrant", Outcome::no_such_entrant},
    {"too_many_excluded", Outcome::too_many_excluded},
    {"closed_for_the_pick", Outcome::closed_for_the_pick},
    {"changed", Outcome::changed},
    {"roster_changed", Outcome::roster_changed},
}};

}  // namespace

namespace draw {

Outcome perform(Store& store, const io::Script& script, const Action& action, const std::string& did,
                const std::vector<std::string>& keys, const std::vector<std::string>& arguments) {
  std::vector<std::string> all_keys{store.keys.log, store.keys.sent + action.token};
  all_keys.insert(all_keys.end(), keys.begin(), keys.end());
  std::vector<std::string> all_arguments{action.who, did, action.token.empty() ? "" : action.content};
  all_arguments.reserve(all_arguments.size() + arguments.size());
  all_arguments.insert(all_arguments.end(), arguments.begin(), arguments.end());
  const io::Reply reply = store.redis.script(script, all_keys, all_arguments);
  const auto* word = std::find_if(words.begin(), words.end(), [&](const auto& w) { return w.first == reply.text(); });
  if (word == words.end()) throw std::logic_error("a script answered with the unknown word " + reply.text());
  return word->second;
}

bool was_done(Store& store, const Action& action) {
  if (action.token.empty()) return false;
  const io::Reply content = store.redis.command({"GET", store.keys.sent + action.token});
  return !content.is_nil() && content.text() == action.content;
}

}  // namespace draw
