#include "draw/draw.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "draw/scripts.hpp"

namespace {

using draw::Verdict;
using io::Reply;

constexpr std::chrono::seconds recheck_limit{10};  // a little more than one lookup may take

constexpr std::array<std::pair<std::string_view, Verdict>, 3> verdicts{
    {{"look_up", Verdict::look_up}, {"wins", Verdict::wins}, {"passed_over", Verdict::passed_over}}};

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
      scripts::start,
      {keys_.is_open, keys_.prizes, keys_.entrants, keys_.winners, keys_.winners_json, keys_.unverified}, arguments);
  return outcome<Start, 3>(reply.text(), {{{"started", Start::started},
                                           {"still_open", Start::still_open},
                                           {"entrants_waiting", Start::entrants_waiting}}});
}

void Draw::close() { redis_.command({"DEL", keys_.is_open}); }

Entry Draw::enter(const GithubId& id) { return enter(std::vector{id.text()}); }
Entry Draw::enter(const GithubId& id, const Profile& profile) { return enter({id.text(), profile.json}); }
Entry Draw::enter_unverified(const GithubId& id) { return enter({id.text(), "unverified"}); }

Entry Draw::enter(std::vector<std::string> arguments) {
  const std::string& id = arguments.front();
  const Reply reply =
      redis_.script(scripts::enter, {keys_.is_open, keys_.entrants, keys_.unverified, keys_.profiles + id}, arguments);
  const Reply::List& said = reply.list();
  if (const std::string& word = said.at(0).text(); word != "entered") {
    return outcome<Entry, 4>(word, {{{"entered_unverified", EnteredUnverified{}},
                                     {"already_entered", AlreadyEntered{}},
                                     {"not_open", NotOpen{}},
                                     {"profile_unknown", ProfileUnknown{}}}});
  }
  return Entered{Profile::parse(said.at(1).text()).value_or(Profile::stand_in(id)), said.at(2).integer() == 1};
}

std::optional<GithubId> Draw::next_to_recheck() {
  const Reply reply = redis_.script(scripts::recheck, {keys_.entrants, keys_.unverified, keys_.rechecking},
                                    {std::to_string(recheck_limit.count())});
  return reply.is_nil() ? std::nullopt : GithubId::parse(reply.text());
}

Verification Draw::verify(const GithubId& id, const std::optional<GithubId>& today) {
  std::vector<std::string> arguments{id.text()};
  if (today) arguments.push_back(today->text());
  const Reply reply =
      redis_.script(scripts::verify, {keys_.is_open, keys_.entrants, keys_.unverified, keys_.rechecking}, arguments);
  return outcome<Verification, 3>(reply.text(), {{{"verified", Verification::verified},
                                                  {"taken_out", Verification::taken_out},
                                                  {"left_to_the_pick", Verification::left_to_the_pick}}});
}

Pick Draw::pick(const Candidates& looked_up) {
  std::vector<std::string> arguments;
  for (const Candidate& each : looked_up) {
    const auto* verdict =
        std::find_if(verdicts.begin(), verdicts.end(), [&](const auto& v) { return v.second == each.verdict; });
    arguments.insert(arguments.end(), {each.prize, each.id, std::string(verdict->first)});
  }
  const Reply reply = redis_.script(
      scripts::pick, {keys_.is_open, keys_.prizes, keys_.entrants, keys_.winners, keys_.unverified}, arguments);
  const Reply::List& said = reply.list();
  if (const std::string& word = said.at(0).text(); word != "look_up") {
    return outcome<Pick, 4>(word, {{{"picked", Picked{}},
                                    {"no_draw", NoPick::no_draw},
                                    {"no_entrants", NoPick::no_entrants},
                                    {"already_picked", NoPick::already_picked}}});
  }
  Candidates candidates;
  for (const Reply& each : said.at(1).list()) {
    const Reply::List& parts = each.list();
    candidates.push_back({parts.at(0).text(), parts.at(1).text(), outcome(parts.at(2).text(), verdicts)});
  }
  return candidates;
}

bool Draw::is_entrant(const GithubId& id) {
  return redis_.command({"SISMEMBER", keys_.entrants, id.text()}).integer() == 1;
}

}  // namespace draw
