#include "draw/entrants.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <unordered_set>

#include "draw/identity.hpp"
#include "draw/show.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

constexpr std::size_t of_a_page = 50;

// A search scans in larger steps the fewer matches it finds, up to a maximum per page: among a million it answers
// quickly, and the next page continues from there.
constexpr std::size_t longest_step = 5'000;
constexpr std::size_t most_of_a_page = 40'000;

bool holds(const std::string& text, const std::string& part) {
  return io::to_lower(text).find(part) != std::string::npos;
}

std::vector<Entrant> known(Store& store, const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  const auto profiles = kept_profiles(store, ids);
  const io::Replies seen = store.redis.read({{"unverified", io::with({"SMISMEMBER", store.keys.unverified}, ids)},
                                             {"added", io::with({"SMISMEMBER", store.keys.added}, ids)}});
  const bool is_ours = !read_fairness(store).empty();  // else `added` may be of an earlier draw
  std::vector<Entrant> all;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto shown = Profile::or_stand_in(profiles[i], ids[i]);
    all.push_back({ids[i], shown.name, shown.avatar, seen["unverified"].list().at(i).integer() == 1,
                   is_ours && seen["added"].list().at(i).integer() == 1});
  }
  return all;
}

// For somebody who is neither entrant nor winner: a prize was redrawn from them, which only the record says; or the
// entrants have been deleted.
Standing standing_in_record(Store& store, const std::string& id, const std::optional<Profile>& profile) {
  const std::string draw = field(read_fairness(store), "draw");
  const Keys& keys = store.keys;
  const io::Replies seen = store.redis.read({{"record", {"GET", keys.record + draw}},
                                             {"summary", {"EXISTS", keys.summary + draw}},
                                             {"winners", {"EXISTS", keys.winners}}});
  const io::Reply& record = seen["record"];
  const std::string passed_over = R"("from":")" + id + '"';  // never within a JSON string, where quotes are escaped
  if (!record.is_nil() && record.text().find(passed_over) != std::string::npos) return {id, "entered", "", profile};
  const bool is_deleted = record.is_nil() && seen["summary"].integer() == 1 && seen["winners"].integer() == 1;
  return {id, "none", is_deleted ? "deleted" : ""};
}

// Winners who are not revealed yet: until then they look like all other entrants.
std::unordered_set<std::string> unrevealed_winners(Store& store) {
  const io::Replies seen = store.redis.read({{"winners", {"HGETALL", store.keys.winners}},
                                             {"mark", {"PEXPIRETIME", store.keys.winners}},
                                             {"fairness", {"HGETALL", store.keys.fairness}}});
  const auto show = Show::of(fields_of_draw(seen["fairness"].fields(), seen["mark"].integer()));
  std::unordered_set<std::string> ids;
  for (const auto& [prize, id] : seen["winners"].fields()) {
    if (!show.has_revealed(prize)) ids.insert(id);
  }
  return ids;
}

// SSCAN's progress as a fraction of 2^64: its cursor counts with reversed bits.
std::uint64_t progress(const std::string& cursor) {
  const std::uint64_t bits = std::stoull(cursor);
  std::uint64_t reversed = 0;
  for (unsigned i = 0; i < 64; ++i) reversed = reversed << 1U | (bits >> i & 1U);
  return reversed;
}

// Those whose ID or name contains the text.
std::vector<std::string> found_by(Store& store, const std::string& text, std::vector<std::string> ids) {
  if (text.empty()) return ids;
  const auto profiles = kept_profiles(store, ids);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (holds(ids[i], text) || (profiles[i] && holds(profiles[i]->name, text))) found.push_back(std::move(ids[i]));
  }
  return found;
}

}  // namespace

EntrantsPage entrants_page(Store& store, const std::string& text, const std::string& from) {
  const auto unrevealed = unrevealed_winners(store);
  std::vector<std::string> ids;
  if (from == "0" && !text.empty() &&
      (unrevealed.count(text) == 1 || store.redis.command({"SISMEMBER", store.keys.entrants, text}).integer() == 1)) {
    ids.push_back(text);
  }
  std::string at = from;
  std::size_t step = of_a_page;
  std::size_t seen = 0;
  do {
    const io::Reply reply = store.redis.command({"SSCAN", store.keys.entrants, at, "COUNT", std::to_string(step)});
    at = reply.list().at(0).text();
    const auto found = found_by(store, text, reply.list().at(1).texts());
    ids.insert(ids.end(), found.begin(), found.end());
    seen += step;
    step = text.empty() ? of_a_page : std::min(2 * step, longest_step);
  } while (at != "0" && ids.size() < of_a_page && seen < most_of_a_page);
  // An unrevealed winner is on an arbitrary page, as if still in the set, but always on the same one.
  std::vector<std::string> also;
  std::copy_if(unrevealed.begin(), unrevealed.end(), std::back_inserter(also), [&](const std::string& id) {
    const std::uint64_t place = std::hash<std::string>{}(id);
    return place >= progress(from) && place <= progress(at) - 1;
  });
  const auto found = found_by(store, text, also);
  ids.insert(ids.end(), found.begin(), found.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return {known(store, ids), at == "0" ? "" : at};
}

Everybody everybody(Store& store) {
  const Keys& keys = store.keys;
  const std::string draw = field(read_fairness(store), "draw");
  const io::Replies seen = store.redis.read({{"entrants", {"SCARD", keys.entrants}},
                                             {"winners", {"HLEN", keys.winners}},
                                             {"order", {"STRLEN", keys.order + draw}}});
  const bool is_picked = seen["winners"].integer() > 0 && !draw.empty();
  if (is_picked && seen["order"].integer() == 0) return {{}, false, true};
  if (static_cast<std::size_t>(seen["entrants"].integer() + seen["winners"].integer()) > most_listed) return {{}, true};
  store.redis.begin(std::chrono::seconds(10));
  std::vector<std::string> ids = is_picked ? io::lines(store.redis.command({"GET", keys.order + draw}).text())
                                           : store.redis.command({"SMEMBERS", keys.entrants}).texts();
  if (!is_picked) {
    const auto winners = store.redis.command({"HVALS", keys.winners}).texts();
    ids.insert(ids.end(), winners.begin(), winners.end());
  }
  std::sort(ids.begin(), ids.end());  // not in the order of the draw, which tells who wins
  Everybody all;
  for (std::size_t i = 0; i < ids.size(); i += longest_step) {
    const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = ids.begin() + static_cast<std::ptrdiff_t>(std::min(i + longest_step, ids.size()));
    for (Entrant& each : known(store, {begin, end})) all.entrants.push_back(std::move(each));
  }
  return all;
}

std::vector<Entrant> latest_entrants(Store& store) {
  const Keys& keys = store.keys;
  const auto ids = store.redis.command({"LRANGE", keys.arrivals, "0", "23"}).texts();
  if (ids.empty()) return {};
  const io::Reply in_set = store.redis.command(io::with({"SMISMEMBER", keys.entrants}, ids));
  const auto unrevealed = unrevealed_winners(store);
  std::vector<std::string> in;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (in_set.list().at(i).integer() == 1 || unrevealed.count(ids[i]) == 1) in.push_back(ids[i]);
  }
  return known(store, in);
}

std::vector<std::string> unverified_entrants(Store& store) {
  auto ids = store.redis.command({"SINTER", store.keys.unverified, store.keys.entrants}).texts();
  std::sort(ids.begin(), ids.end());
  return ids;
}

Standing standing(Store& store, const GithubId& id) {
  const Keys& keys = store.keys;
  const io::Reply login = store.redis.command({"HGET", keys.renamed, id.text()});
  const std::string github_id = login.is_nil() ? id.text() : login.text();
  const io::Replies seen = store.redis.read({{"entered", {"SISMEMBER", keys.entrants, github_id}},
                                             {"unverified", {"SISMEMBER", keys.unverified, github_id}},
                                             {"removed", {"HGET", keys.removed, github_id}},
                                             {"profile", {"GET", keys.profiles + github_id}},
                                             {"winners", {"HGETALL", keys.winners}},
                                             {"mark", {"PEXPIRETIME", keys.winners}},
                                             {"fairness", {"HGETALL", keys.fairness}}});
  const auto profile = profile_in(seen["profile"]);
  if (seen["entered"].integer() == 1) {
    if (seen["unverified"].integer() == 1) return {github_id, "unverified"};
    return {github_id, "entered", "", profile};
  }
  const Fields winners = seen["winners"].fields();
  const auto won = std::find_if(winners.begin(), winners.end(), [&](const auto& e) { return e.second == github_id; });
  if (won != winners.end()) {
    const Show show = Show::of(fields_of_draw(seen["fairness"].fields(), seen["mark"].integer()));
    return {github_id, show.has_revealed(won->first) ? "won" : "entered", "", profile};
  }
  if (!seen["removed"].is_nil()) return {github_id, "removed", seen["removed"].text()};
  return standing_in_record(store, github_id, profile);
}

}  // namespace draw
