#include "draw/draw.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "draw/deeds.hpp"
#include "draw/scripts.hpp"
#include "io/text.hpp"

namespace {

using draw::Verdict;
using io::Reply;

constexpr std::chrono::seconds recheck_limit{10};  // a little more than one lookup may take

constexpr int most_records = 50;

constexpr std::array<std::pair<std::string_view, draw::NoPick>, 3> refusals{
    {{"no_draw", draw::NoPick::no_draw},
     {"no_entrants", draw::NoPick::no_entrants},
     {"already_picked", draw::NoPick::already_picked}}};

constexpr std::array<std::pair<std::string_view, Verdict>, 3> verdicts{
    {{"look_up", Verdict::look_up}, {"wins", Verdict::wins}, {"passed_over", Verdict::passed_over}}};

// Which of these words a script answered with.
template <typename Outcome, std::size_t Count>
Outcome outcome(const std::string& word, const std::array<std::pair<std::string_view, Outcome>, Count>& words) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const auto& each) { return each.first == word; });
  if (found == words.end()) throw io::RedisError("unexpected word from a script");
  return found->second;
}

// As the IDs of a stream begin.
std::string milliseconds(std::chrono::system_clock::time_point time) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

std::string to_text(draw::Method method) { return method == draw::Method::ranked ? "ranked" : "spop"; }

std::vector<std::string> fairness_of(const draw::Seed& seed, draw::Method method, bool is_published) {
  return {"method",     to_text(method),
          "draw",       seed.draw,
          "secret",     seed.secret,
          "commitment", seed.commitment(),
          "mark",       seed.mark(),
          "published",  is_published ? "yes" : "no",
          "opened_at",  is_published ? io::now_utc() : ""};
}

std::vector<std::string> sorted_texts(const Reply& reply) {
  std::vector<std::string> texts = reply.texts();
  std::sort(texts.begin(), texts.end());
  return texts;
}

std::string text_or_nothing(const Reply& reply) { return reply.is_nil() ? "" : reply.text(); }

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

std::optional<Method> parse_method(std::string_view text) {
  if (text == "ranked") return Method::ranked;
  if (text == "spop") return Method::spop;
  return std::nullopt;
}

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
  const Reply::List seen = redis_.transaction({{"PTTL", keys_.is_open},
                                               {"SMEMBERS", keys_.prizes},
                                               {"SCARD", keys_.entrants},
                                               {"PEXPIRETIME", keys_.winners},
                                               {"PEXPIRETIME", keys_.prizes},
                                               {"HMGET", keys_.fairness, "mark", "published", "draw", "commitment",
                                                "entrants_sha256", "prizes_sha256", "method"}});
  constexpr long long no_key = -2;
  const long long mark_of_winners = seen.at(3).integer();
  const bool has_winners = mark_of_winners != no_key;
  Snapshot snapshot;
  snapshot.prizes = sorted_texts(seen.at(1));
  snapshot.entrants = seen.at(2).integer();
  snapshot.phase = phase(seen.at(0).integer(), has_winners, !snapshot.prizes.empty());
  const long long mark = has_winners ? mark_of_winners : seen.at(4).integer();
  const auto fairness = [&](std::size_t field) { return text_or_nothing(seen.at(5).list().at(field)); };
  if (fairness(0) == std::to_string(mark) && fairness(1) == "yes" && fairness(6) == "ranked") {
    snapshot.published = {fairness(2), fairness(3), fairness(4), fairness(5)};
  }
  return snapshot;
}

Snapshot Draw::published_snapshot() {
  Snapshot snapshot = this->snapshot();
  auto& published = snapshot.published;
  if (!published || !std::holds_alternative<Closed>(snapshot.phase) || !published->entrants_sha256.empty())
    return snapshot;
  published->entrants_sha256 = hash_of(sorted_texts(redis_.command({"SMEMBERS", keys_.entrants})));
  redis_.begin();
  published->prizes_sha256 = hash_of(snapshot.prizes);
  publish(published->draw, published->entrants_sha256, published->prizes_sha256);
  return snapshot;
}

Start Draw::start(const std::string& who, const Opening& opening, Method method) {
  const std::string oldest = kept_.count() > 0 ? milliseconds(std::chrono::system_clock::now() - kept_) : "0";
  const Seed seed = Seed::make();
  const auto fields = fairness_of(seed, method, true);
  std::vector<std::string> arguments{who,         deeds::opened(opening),
                                     oldest,      std::to_string(opening.duration().count()),
                                     seed.mark(), std::to_string(fields.size())};
  arguments.insert(arguments.end(), fields.begin(), fields.end());
  arguments.insert(arguments.end(), opening.prizes().begin(), opening.prizes().end());
  const Reply reply = redis_.script(scripts::start,
                                    {keys_.is_open, keys_.prizes, keys_.entrants, keys_.winners, keys_.winners_json,
                                     keys_.unverified, keys_.arrivals, keys_.fairness, keys_.log},
                                    arguments);
  return outcome<Start, 3>(reply.text(), {{{"started", Start::started},
                                           {"still_open", Start::still_open},
                                           {"entrants_waiting", Start::entrants_waiting}}});
}

void Draw::close(const std::string& who) {
  redis_.script(scripts::close, {keys_.is_open, keys_.log}, {who, std::string(deeds::closed)});
}

Entry Draw::enter(const GithubId& id) { return enter(std::vector{id.text()}); }
Entry Draw::enter(const GithubId& id, const Profile& profile) { return enter({id.text(), profile.json}); }
Entry Draw::enter_unverified(const GithubId& id) { return enter({id.text(), "unverified"}); }

Entry Draw::enter(std::vector<std::string> arguments) {
  const std::string& id = arguments.front();
  const Reply reply = redis_.script(
      scripts::enter,
      {keys_.is_open, keys_.entrants, keys_.unverified, keys_.excluded, keys_.arrivals, keys_.profiles + id},
      arguments);
  const Reply::List& said = reply.list();
  if (const std::string& word = said.at(0).text(); word != "entered") {
    return outcome<Entry, 5>(word, {{{"entered_unverified", EnteredUnverified{}},
                                     {"already_entered", AlreadyEntered{}},
                                     {"not_open", NotOpen{}},
                                     {"excluded", Excluded{}},
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
  const Reply reply = redis_.script(
      scripts::verify, {keys_.is_open, keys_.entrants, keys_.unverified, keys_.excluded, keys_.rechecking}, arguments);
  return outcome<Verification, 3>(reply.text(), {{{"verified", Verification::verified},
                                                  {"taken_out", Verification::taken_out},
                                                  {"left_to_the_pick", Verification::left_to_the_pick}}});
}

Pick Draw::pick(const std::string& who, const Candidates& looked_up) {
  std::vector<std::string> arguments{who, std::string(deeds::picked), std::to_string(kept_.count())};
  for (const Candidate& each : looked_up) {
    const auto* verdict =
        std::find_if(verdicts.begin(), verdicts.end(), [&](const auto& v) { return v.second == each.verdict; });
    arguments.insert(arguments.end(), {each.prize, each.id, std::string(verdict->first)});
  }
  const Reply reply = redis_.script(
      scripts::pick,
      {keys_.is_open, keys_.prizes, keys_.entrants, keys_.winners, keys_.unverified, keys_.arrivals, keys_.log},
      arguments);
  const Reply::List& said = reply.list();
  if (const std::string& word = said.at(0).text(); word != "look_up") {
    if (word == "picked") return Picked{};
    return outcome<NoPick, 3>(word, refusals);
  }
  Candidates candidates;
  for (const Reply& each : said.at(1).list()) {
    const Reply::List& parts = each.list();
    candidates.push_back({parts.at(0).text(), parts.at(1).text(), outcome(parts.at(2).text(), verdicts)});
  }
  return candidates;
}

std::variant<Roster, NoPick> Draw::close_for_pick(Method otherwise) {
  const Seed seed = Seed::make();
  std::vector<std::string> arguments = fairness_of(seed, otherwise, false);
  arguments.insert(arguments.begin(), seed.mark());
  const Reply said = redis_.script(
      scripts::close_for_pick, {keys_.is_open, keys_.prizes, keys_.entrants, keys_.winners, keys_.fairness}, arguments);
  if (said.text() != "closed") return outcome<NoPick, 3>(said.text(), refusals);

  const Reply::List seen =
      redis_.transaction({{"SMEMBERS", keys_.prizes},
                          {"SMEMBERS", keys_.entrants},
                          {"SMEMBERS", keys_.unverified},
                          {"HMGET", keys_.fairness, "method", "draw", "secret", "published", "opened_at"}});
  redis_.begin();  // a million entrants may take a second, and whoever picks has the time
  const auto fairness = [&](std::size_t field) { return text_or_nothing(seen.at(3).list().at(field)); };
  const std::vector<std::string> unverified = sorted_texts(seen.at(2));
  return Roster{parse_method(fairness(0)).value_or(otherwise),
                {fairness(1), fairness(2)},
                fairness(3) == "yes",
                fairness(4),
                sorted_texts(seen.at(0)),
                sorted_texts(seen.at(1)),
                {unverified.begin(), unverified.end()}};
}

void Draw::publish(const std::string& draw, const std::string& entrants_sha256, const std::string& prizes_sha256) {
  redis_.script(scripts::publish_hashes, {keys_.is_open, keys_.fairness},
                {draw, "entrants_sha256", entrants_sha256, "prizes_sha256", prizes_sha256});
}

std::variant<Picked, NoPick, Changed> Draw::award(const std::string& who, const Roster& roster, const Outcome& result,
                                                  const Record& record) {
  std::vector<std::string> arguments{who,
                                     std::string(deeds::picked),
                                     std::to_string(kept_.count()),
                                     roster.seed.draw,
                                     roster.seed.mark(),
                                     std::to_string(roster.prizes.size()),
                                     std::to_string(roster.entrants.size()),
                                     record.whole,
                                     record.summary,
                                     std::to_string(most_records),
                                     roster.seed.draw + " " + io::now_utc(),
                                     std::to_string(result.replacements.size())};
  for (const auto& [prize, id] : result.awards) arguments.insert(arguments.end(), {prize, id});
  const Reply said =
      redis_.script(scripts::award,
                    {keys_.is_open, keys_.prizes, keys_.entrants, keys_.winners, keys_.unverified, keys_.arrivals,
                     keys_.fairness, keys_.record, keys_.summary, keys_.records, keys_.log},
                    arguments);
  if (said.text() == "picked") return Picked{};
  if (said.text() == "changed") return Changed{};
  return outcome<NoPick, 3>(said.text(), refusals);
}

bool Draw::is_unverified(const std::string& id) {
  return redis_.command({"SISMEMBER", keys_.unverified, id}).integer() == 1;
}

bool Draw::is_entrant(const GithubId& id) {
  return redis_.command({"SISMEMBER", keys_.entrants, id.text()}).integer() == 1;
}

bool Draw::is_excluded(const GithubId& id) {
  return redis_.command({"SISMEMBER", keys_.excluded, id.text()}).integer() == 1;
}

}  // namespace draw
