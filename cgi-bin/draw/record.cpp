#include "draw/record.hpp"

#include "io/json.hpp"
#include "io/text.hpp"

namespace draw {

std::string record_of(const Roster& roster, const Ranking& ranking, const Outcome& outcome,
                      const std::string& audience_word) {
  using nlohmann::json;
  json winners = json::object();
  for (const auto& [prize, id] : outcome.awards) winners[prize] = id;
  json replacements = json::array();
  for (const Replacement& each : outcome.replacements) {
    const json to = each.to.empty() ? json() : json(each.to);
    replacements.push_back({{"prize", each.prize}, {"from", each.from}, {"to", to}, {"reason", each.reason}});
  }
  return io::to_text({{"method", "ranked"},
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
  const io::Reply::List seen =
      redis_.transaction({{"PEXPIRETIME", keys_.winners}, {"HMGET", keys_.fairness, "mark", "draw"}});
  const io::Reply::List& fairness = seen.at(1).list();
  if (fairness.at(0).is_nil() || fairness.at(0).text() != std::to_string(seen.at(0).integer())) return std::nullopt;
  const io::Reply record = redis_.command({"GET", keys_.record + fairness.at(1).text()});
  return record.is_nil() ? std::nullopt : std::optional(record.text());
}

}  // namespace draw
