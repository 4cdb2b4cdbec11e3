#include "draw/record.hpp"

#include <algorithm>

#include "draw/deeds.hpp"
#include "draw/scripts.hpp"
#include "io/crypto.hpp"
#include "io/json.hpp"
#include "io/text.hpp"

namespace {

using nlohmann::json;

json to_json(const draw::Replacement& replacement) {
  return {{"prize", replacement.prize},
          {"from", replacement.from},
          {"to", replacement.to.empty() ? json() : json(replacement.to)},
          {"reason", replacement.reason},
          {"at", io::now_utc()}};
}

// With a hash of all the rest, so that no byte of a saved copy changes unnoticed.
draw::Record sealed(json record) {
  record.erase("sha256");
  record["sha256"] = io::to_hex(io::bytes(io::sha256(io::to_text(record))));
  draw::Record sealed{io::to_text(record), {}};
  record["entrants"] = nullptr;
  record["replacements"] = nullptr;
  sealed.summary = io::to_text(record);
  return sealed;
}

}  // namespace

namespace draw {

Record record_of(const Roster& roster, const Ranking& ranking, const Outcome& outcome,
                 const std::string& audience_word) {
  json winners = json::object();
  for (const auto& [prize, id] : outcome.awards) winners[prize] = id;
  json replacements = json::array();
  for (const Replacement& each : outcome.replacements) replacements.push_back(to_json(each));
  return sealed({{"method", "ranked"},
                 {"version", 1},
                 {"draw", roster.seed.draw},
                 {"secret", roster.seed.secret},
                 {"commitment", roster.seed.commitment()},
                 {"commitment_published", roster.is_published},
                 {"entrants", roster.entrants},
                 {"entrants_sha256", ranking.entrants_sha256},
                 {"prizes", roster.prizes},
                 {"prizes_sha256", ranking.prizes_sha256},
                 {"public", audience_word},
                 {"key", ranking.key},
                 {"winners", winners},
                 {"replacements", replacements},
                 {"opened_at", roster.opened_at.empty() ? json() : json(roster.opened_at)},
                 {"picked_at", io::now_utc()},
                 {"software", "prizedraw " PRIZEDRAW_VERSION}});
}

std::optional<std::string> Records::current() {
  const io::Reply::List seen = redis_.transaction(
      {{"PEXPIRETIME", keys_.winners}, {"PEXPIRETIME", keys_.prizes}, {"HMGET", keys_.fairness, "mark", "draw"}});
  const io::Reply::List& fairness = seen.at(2).list();
  constexpr long long no_key = -2;
  const long long winners = seen.at(0).integer();
  const std::string mark = std::to_string(winners == no_key ? seen.at(1).integer() : winners);
  if (fairness.at(0).is_nil() || fairness.at(0).text() != mark) return std::nullopt;
  return of(fairness.at(1).text());
}

std::optional<std::string> Records::of(const std::string& draw) {
  for (const std::string& key : {keys_.record, keys_.summary}) {
    if (const io::Reply record = redis_.command({"GET", key + draw}); !record.is_nil()) return record.text();
  }
  return std::nullopt;
}

std::vector<Records::Entry> Records::list() {
  std::vector<Entry> all;
  const io::Reply entries = redis_.command({"LRANGE", keys_.records, "0", "-1"});
  for (const io::Reply& entry : entries.list()) {
    const auto space = entry.text().find(' ');
    all.push_back({entry.text().substr(0, space), entry.text().substr(space + 1)});
  }
  return all;
}

Redraw Redraws::redraw(const std::string& who, const std::string& prize, const std::string& winner,
                       const std::string& reason, const PassedOver& passed_over) {
  for (;;) {
    const io::Reply has_it = redis_.command({"HGET", keys_.winners, prize});
    if (has_it.is_nil()) return Redraw::no_such_prize;
    if (!winner.empty() && has_it.text() != winner) return Redraw::changed;
    const auto record = Records(redis_, keys_).current();
    const Move move{who, prize, has_it.text(), reason};
    const Redraw result = record ? by_order(*record, move, passed_over) : by_spop(move, passed_over);
    if (result != Redraw::changed) return result;
    // Another prize may have moved on meanwhile, and taken who was next. If it was this one, once is enough.
    const io::Reply has_it_now = redis_.command({"HGET", keys_.winners, prize});
    if (has_it_now.is_nil() || has_it_now.text() != has_it.text()) return Redraw::changed;
  }
}

Redraw Redraws::by_order(const std::string& record, const Move& move, const PassedOver& passed_over) {
  json now = io::parse_json(record);
  if (now.at("entrants").is_null()) return Redraw::entrants_deleted;
  const std::string& prize = move.prize;
  const Seed seed{now.at("draw"), now.at("secret")};
  const auto ranking = Ranking::make(seed, now.at("prizes"), now.at("entrants"), now.at("public"));
  json& replacements = now.at("replacements");
  const auto moved_on = [](const json& each) { return each.at("to").is_string(); };
  std::size_t next = std::min(now.at("prizes").size(), ranking.order.size()) +
                     static_cast<std::size_t>(std::count_if(replacements.begin(), replacements.end(), moved_on));
  const std::size_t replaced = replacements.size();

  std::string why = move.reason;
  std::string from = move.from;
  std::string to;
  for (std::optional<std::string> cannot = why; cannot; cannot = to.empty() ? std::nullopt : passed_over(to)) {
    if (!to.empty()) {
      from = to;
      why = *cannot;
    }
    to = next < ranking.order.size() ? ranking.order[next++] : "";
    replacements.push_back(to_json({prize, from, to, why}));
  }
  if (to.empty()) {
    now.at("winners").erase(prize);
  } else {
    now.at("winners")[prize] = to;
  }
  const std::string replaced_now = std::to_string(replacements.size());
  const Record sealed_now = sealed(std::move(now));
  const std::vector<std::string> arguments{move.who,
                                           deeds::redrawn(prize, move.from, move.reason),
                                           prize,
                                           move.from,
                                           to,
                                           seed.mark(),
                                           std::to_string(replaced),
                                           sealed_now.whole,
                                           sealed_now.summary,
                                           replaced_now};
  const io::Reply said = redis_.script(scripts::redraw,
                                       {keys_.prizes, keys_.entrants, keys_.winners, keys_.winners_json, keys_.fairness,
                                        keys_.record + seed.draw, keys_.summary + seed.draw, keys_.log},
                                       arguments);
  if (said.text() == "redrawn") return Redraw::redrawn;
  return said.text() == "nobody_left" ? Redraw::nobody_left : Redraw::changed;
}

Redraw Redraws::by_spop(const Move& move, const PassedOver& passed_over) {
  std::string verified;
  std::string without;
  for (;;) {
    const io::Reply said = redis_.script(
        scripts::redraw_by_spop,
        {keys_.prizes, keys_.entrants, keys_.winners, keys_.winners_json, keys_.unverified, keys_.log},
        {move.who, deeds::redrawn(move.prize, move.from, move.reason), move.prize, move.from, verified, without});
    const std::string& word = said.list().at(0).text();
    if (word == "redrawn") return Redraw::redrawn;
    if (word == "nobody_left") return Redraw::nobody_left;
    if (word == "changed") return Redraw::changed;
    const std::string& id = said.list().at(1).text();
    (passed_over(id) ? without : verified) = id;
  }
}

}  // namespace draw
