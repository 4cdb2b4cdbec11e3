#include "draw/record.hpp"

#include <algorithm>
#include <boost/sort/spreadsort/string_sort.hpp>

#include "io/crypto.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

using boost::sort::spreadsort::string_sort;
using nlohmann::json;

constexpr std::string_view no_entrants = R"("entrants":null)";  // never within a JSON string, where quotes are escaped

std::vector<std::string> sorted_lines(const std::string& text) {
  const Names names(text);
  std::vector<std::string> all(names.begin(), names.end());
  string_sort(all.begin(), all.end());
  return all;
}

void append(json& record, const std::vector<Replacement>& replacements) {
  for (const Replacement& each : replacements) {
    record["replacements"].push_back({{"prize", each.prize},
                                      {"from", each.from},
                                      {"to", io::or_null(each.to)},
                                      {"reason", each.reason},
                                      {"at", io::now_utc()}});
  }
}

Record sealed(json record) {
  record["entrants"] = nullptr;
  record.erase("sha256");
  record["sha256"] = io::sha256_hex(io::to_text(record));
  Record sealed{io::to_text(record), {}};
  for (const char* name : {"replacements", "taken_back", "added"}) {
    if (record.contains(name)) record[name] = nullptr;
  }
  sealed.summary = io::to_text(record);
  return sealed;
}

json beacon_in_record(const Beacon& beacon, long long round, const LastPart& last) {
  json promised{
      {"chain", beacon.chain}, {"margin", beacon.margin}, {"round", round}, {"time", Quicknet::time_of(round)}};
  if (!last.round) {
    promised.update({{"beacon", nullptr}, {"without_beacon", last.without_round}});
    return promised;
  }
  promised.update({{"randomness", last.round->randomness}, {"signature", last.round->signature}});
  return {{"beacon", promised}};
}

// Whether its winners are still being revealed.
bool is_secret(Store& store, const std::string& draw) {
  const Fields fields = read_fairness(store);
  return field(fields, "draw") == draw && !Show::of(fields).has_revealed_all();
}

}  // namespace

Record record_of(const Roster& roster, const Order& order, const Result& result, const LastPart& last) {
  const Identity& identity = roster.identity;
  json winners = json::object();
  for (const auto& [prize, id] : result.awards) winners[prize] = id;
  json record{{"title", roster.title},
              {"method", to_text(identity.method)},
              {"draw", identity.draw},
              {"entrants_sha256", roster.entrants_sha256},
              {"prizes", roster.prizes},
              {"prizes_sha256", roster.prizes_sha256},
              {"winners", winners},
              {"replacements", json::array()},
              {"opened_at", io::or_null(identity.opened_at)},
              {"frozen_at", roster.frozen_at},
              {"picked_at", io::now_utc()},
              {"software", "prizedraw " PRIZEDRAW_VERSION}};
  if (identity.method == Method::ranked) {
    record.update({{"version", identity.beacon ? 2 : 1},
                   {"secret", identity.secret},
                   {"commitment", identity.commitment()},
                   {"commitment_published", identity.is_published},
                   {"key", order.key}});
    if (!identity.beacon) record["public"] = last.word;
  }
  if (identity.beacon) record.update(beacon_in_record(*identity.beacon, roster.round, last));
  if (!roster.reopened.empty()) record["reopened"] = roster.reopened;
  if (!roster.added.empty()) record["added"] = roster.added;
  if (!roster.left_out_draws.empty()) {
    record["left_out"] = {{"draws", std::stoi(roster.left_out_draws)}, {"github_ids", roster.left_out}};
  }
  append(record, result.replacements);
  return sealed(std::move(record));
}

Record moved_on(nlohmann::json core, const std::vector<Replacement>& replacements) {
  append(core, replacements);
  for (const Replacement& each : replacements) {
    if (each.to.empty()) {
      core["winners"].erase(each.prize);
    } else {
      core["winners"][each.prize] = each.to;
    }
  }
  return sealed(std::move(core));
}

Record taken_back(nlohmann::json core, std::size_t count) {
  json& all = core["replacements"];
  const auto first = all.end() - static_cast<std::ptrdiff_t>(count);
  core["winners"][first->at("prize").get<std::string>()] = first->at("from");
  for (auto each = first; each != all.end(); ++each) {
    json taken = *each;
    taken["taken_back_at"] = io::now_utc();
    core["taken_back"].push_back(std::move(taken));
  }
  all.erase(first, all.end());
  return sealed(std::move(core));
}

std::size_t changes_in(const nlohmann::json& core) {
  return core.at("replacements").size() + 2 * core.value("taken_back", json::array()).size();
}

std::optional<nlohmann::json> core_of_draw(Store& store, const std::string& draw) {
  for (const std::string& key : {store.keys.record, store.keys.summary}) {
    const io::Reply core = store.redis.command({"GET", key + draw});
    if (!core.is_nil()) return nlohmann::json::parse(core.text());
  }
  return std::nullopt;
}

std::optional<std::string> current_record(Store& store) {
  const std::string draw = field(read_fairness(store), "draw");
  return draw.empty() ? std::nullopt : record_of_draw(store, draw);
}

std::optional<std::string> record_of_draw(Store& store, const std::string& draw) {
  if (is_secret(store, draw)) return std::nullopt;
  const Keys& keys = store.keys;
  const io::Reply seen = store.redis.command({"MGET", keys.record + draw, keys.order + draw, keys.summary + draw});
  const io::Reply& core = seen.list()[0];
  const io::Reply& order = seen.list()[1];
  const io::Reply& summary = seen.list()[2];
  if (core.is_nil()) return summary.is_nil() ? std::nullopt : std::optional(summary.text());
  std::string record = core.text();
  const auto place = record.find(no_entrants);
  if (!order.is_nil() && place != std::string::npos) {
    record.replace(place + no_entrants.size() - 4, 4, io::to_text(sorted_lines(order.text())));
  }
  return record;
}

bool has_record(Store& store) {
  const Fields fields = read_fairness(store);
  const std::string draw = field(fields, "draw");
  const auto found = store.redis.command({"EXISTS", store.keys.record + draw, store.keys.summary + draw});
  return !draw.empty() && found.integer() > 0 && Show::of(fields).has_revealed_all();
}

std::vector<std::string> recent_winners(Store& store, std::size_t draws) {
  std::vector<std::string> words{"MGET"};
  const std::string last = std::to_string(static_cast<long long>(draws) - 1);
  for (const std::string& entry : store.redis.command({"LRANGE", store.keys.records, "0", last}).texts()) {
    words.push_back(store.keys.summary + entry.substr(0, entry.find(' ')));
  }
  std::vector<std::string> all;
  if (draws == 0 || words.size() == 1) return all;
  for (const io::Reply& summary : store.redis.command(words).list()) {
    if (summary.is_nil()) continue;
    const json record = json::parse(summary.text());
    for (const json& id : record.at("winners")) all.push_back(id);
  }
  string_sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace draw
