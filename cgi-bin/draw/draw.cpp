#include "draw/draw.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "draw/scripts.hpp"

namespace {

using io::Reply;

// Which of these words a script answered with.
template <typename Outcome, std::size_t Count>
Outcome outcome(const std::string& word, const std::array<std::pair<std::string_view, Outcome>, Count>& words) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const auto& each) { return each.first == word; });
  if (found == words.end()) throw io::RedisError("unexpected word from a script");
  return found->second;
}

draw::Phase phase(long long milliseconds_left, bool has_winners, bool has_prizes) {
  constexpr long long no_key = -2;
  constexpr long long no_time_limit = -1;
  if (milliseconds_left == no_time_limit) return draw::Open{};
  if (milliseconds_left != no_key) {
    return draw::Open{std::chrono::seconds(std::max(1LL, (milliseconds_left + 999) / 1000))};
  }
  if (has_winners) return draw::Won{};
  if (has_prizes) return draw::Closed{};
  return draw::NoDraw{};
}

}  // namespace

namespace draw {

std::string_view Snapshot::state() const {
  struct Name {
    bool has_entrants;
    std::string_view operator()(NoDraw) const { return "NO_DRAW"; }
    std::string_view operator()(Open) const {
      return has_entrants ? "DRAW_OPEN_WITH_ENTRANTS" : "DRAW_OPEN_NO_ENTRANTS";
    }
    std::string_view operator()(Closed) const {
      return has_entrants ? "DRAW_CLOSED_WITH_ENTRANTS" : "DRAW_CLOSED_NO_ENTRANTS";
    }
    std::string_view operator()(Won) const { return "DRAW_WON"; }
  };
  return std::visit(Name{entrants > 0}, phase);
}

Snapshot Draw::snapshot() {
  const Reply::List seen = redis_.transaction(
      {{"PTTL", keys_.is_open}, {"SMEMBERS", keys_.prizes}, {"SCARD", keys_.entrants}, {"EXISTS", keys_.winners}});
  Snapshot snapshot;
  for (const Reply& prize : seen.at(1).list()) snapshot.prizes.push_back(prize.text());
  std::sort(snapshot.prizes.begin(), snapshot.prizes.end());
  snapshot.entrants = seen.at(2).integer();
  snapshot.phase = phase(seen.at(0).integer(), seen.at(3).integer() == 1, !snapshot.prizes.empty());
  return snapshot;
}

Start Draw::start(const Opening& opening) {
  std::vector<std::string> arguments{std::to_string(opening.duration().count())};
  arguments.insert(arguments.end(), opening.prizes().begin(), opening.prizes().end());
  const Reply reply = redis_.script(
      scripts::start, {keys_.is_open, keys_.prizes, keys_.entrants, keys_.winners, keys_.winners_json}, arguments);
  return outcome<Start, 3>(reply.text(), {{{"started", Start::started},
                                           {"still_open", Start::still_open},
                                           {"entrants_waiting", Start::entrants_waiting}}});
}

void Draw::close() { redis_.command({"DEL", keys_.is_open}); }

Entry Draw::enter(const GithubId& id, const std::optional<Profile>& fetched) {
  std::vector<std::string> arguments{id.text()};
  if (fetched) {
    arguments.push_back(fetched->json);
    arguments.push_back(std::to_string(profile_kept.count()));
  }
  const Reply reply = redis_.script(scripts::enter, {keys_.is_open, keys_.entrants, keys_.profile(id)}, arguments);
  const std::string& word = reply.list().at(0).text();
  if (word == "entered") {
    return Entered{Profile::parse(reply.list().at(1).text()).value_or(Profile::stand_in(id.text()))};
  }
  return outcome<Entry, 3>(
      word, {{{"already_entered", AlreadyEntered{}}, {"not_open", NotOpen{}}, {"profile_unknown", ProfileUnknown{}}}});
}

Pick Draw::pick() {
  const Reply reply = redis_.script(scripts::pick, {keys_.is_open, keys_.prizes, keys_.entrants, keys_.winners});
  return outcome<Pick, 4>(reply.text(), {{{"picked", Pick::picked},
                                          {"no_draw", Pick::no_draw},
                                          {"no_entrants", Pick::no_entrants},
                                          {"already_picked", Pick::already_picked}}});
}

}  // namespace draw
