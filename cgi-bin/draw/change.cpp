#include "draw/change.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace draw {

namespace {

// The scripts' replies, in the order of Outcome.
constexpr std::array<std::string_view, 30> words{
    "done",          "form_used",        "still_open",      "not_open",          "no_draw",
    "no_entrants",   "entrants_waiting", "already_picked",  "not_frozen",        "nobody_can_win",
    "nobody_left",   "moved_on",         "no_such_entrant", "too_many_excluded", "closed_for_the_pick",
    "changed",       "roster_changed",   "not_picked",      "too_late",          "no_time_limit",
    "in_the_past",   "no_prize",         "prize_exists",    "too_many_prizes",   "already_scheduled",
    "not_scheduled", "nothing_to_undo",  "no_such_draw",    "still_shown",       "not_ours"};

}  // namespace

Outcome perform(Store& store, const io::Script& script, const Action& action, const std::string& did,
                const std::vector<std::string>& keys, const std::vector<std::string>& arguments) {
  const std::string sent = store.keys.sent + action.token;
  io::Redis::Views all_keys{store.keys.log, sent};
  all_keys.insert(all_keys.end(), keys.begin(), keys.end());
  io::Redis::Views all_arguments{action.who, did, action.token.empty() ? std::string_view() : action.content};
  all_arguments.reserve(all_arguments.size() + arguments.size());
  all_arguments.insert(all_arguments.end(), arguments.begin(), arguments.end());
  const io::Reply reply = store.redis.script(script, all_keys, all_arguments, io::Redis::Kept::on_replicas);
  const auto* word = std::find(words.begin(), words.end(), reply.text());
  if (word == words.end()) throw std::logic_error("a script answered with the unknown word " + reply.text());
  return static_cast<Outcome>(word - words.begin());
}

bool was_done(Store& store, const Action& action) {
  if (action.token.empty()) return false;
  const io::Reply content = store.redis.command({"GET", store.keys.sent + action.token});
  return !content.is_nil() && content.text() == action.content;
}

}  // namespace draw
