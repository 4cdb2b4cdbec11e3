#include "draw/entrants.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <unordered_set>

#include "draw/identity.hpp"
#include "draw/profile.hpp"
#include "draw/show.hpp"
#include "io/text.hpp"

namespace {

constexpr std::size_t of_a_page = 50;

// A search goes through more at a time the rarer what it finds, and through so many for a page: in a million it answers
// at once, and goes on from there.
constexpr std::size_t longest_step = 5'000;
constexpr std::size_t most_of_a_page = 40'000;

bool holds(const std::string& text, const std::string& part) {
  return io::to_lower(text).find(part) != std::string::npos;
}

std::vector<draw::Entrant> known(draw::Store& store, const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  const draw::Keys& keys = store.keys;
  std::vector<std::string> profiles{"MGET"};
  std::vector<std::string> unverified{"SMISMEMBER", keys.unverified};
  for (const std::string& id : ids) {
    profiles.push_back(keys.profiles + id);
    unverified.push_back(id);
  }
  auto added = unverified;
  added[1] = keys.added;
  const io::Replies seen = store.redis.read({{"profiles", profiles}, {"unverified", unverified}, {"added", added}});
  const bool is_ours = !draw::read_fairness(store).empty();  // else some may have been added to a draw before
  std::vector<draw::Entrant> all;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const io::Reply& kept = seen["profiles"].list().at(i);
    const auto shown =
        draw::Profile::or_stand_in(kept.is_nil() ? std::nullopt : draw::Profile::parse(kept.text()), ids[i]);
    all.push_back({ids[i], shown.name, shown.avatar, seen["unverified"].list().at(i).integer() == 1,
                   is_ours && seen["added"].list().at(i).integer() == 1});
  }
  return all;
}

// Of somebody who is neither an entrant nor a winner: a prize has moved on from them, as the record alone says; or the
// entrants have been deleted.
draw::Standing standing_in_record(draw::Store& store, const std::string& id,
                                  const std::optional<draw::Profile>& profile) {
  const std::string draw = draw::field(draw::read_fairness(store), "draw");
  const draw::Keys& keys = store.keys;
  const io::Replies seen = store.redis.read({{"record", {"GET", keys.record + draw}},
                                             {"summary", {"EXISTS", keys.summary + draw}},
                                             {"winners", {"EXISTS", keys.winners}}});
  const io::Reply& record = seen["record"];
  const std::string passed_over = R"("from":")" + id + '"';  // no text in JSON holds this: its quotes are escaped
  if (!record.is_nil() && record.text().find(passed_over) != std::string::npos) return {id, "entered", "", profile};
  const bool is_deleted = record.is_nil() && seen["summary"].integer() == 1 && seen["winners"].integer() == 1;
  return {id, "none", is_deleted ? "deleted" : ""};
}

// Whoever has won what is not revealed yet: until then they are no different from the other entrants.
std::unordered_set<std::string> unrevealed_winners(draw::Store& store) {
  const io::Replies seen = store.redis.read({{"winners", {"HGETALL", store.keys.winners}},
                                             {"mark", {"PEXPIRETIME", store.keys.winners}},
                                             {"fairness", {"HGETALL", store.keys.fairness}}});
  const auto show = draw::Show::of(draw::fields_of_draw(seen["fairness"].fields(), seen["mark"].integer()));
  std::unordered_set<std::string> ids;
  for (const auto& [prize, id] : seen["winners"].fields()) {
    if (!show.has_revealed(prize)) ids.insert(id);
  }
  return ids;
}

// How far SSCAN has come, of all that 64 bits hold: its cursor counts with the bits in reverse.
std::uint64_t progress(const std::string& cursor) {
  const std::uint64_t bits = std::stoull(cursor);
  std::uint64_t reversed = 0;
  for (unsigned i = 0; i < 64; ++i) reversed = reversed << 1U | (bits >> i & 1U);
  return reversed;
}

// Those whose ID or name holds the text.
std::vector<std::string> found_by(draw::Store& store, const std::string& text, std::vector<std::string> ids) {
  if (text.empty() || ids.empty()) return ids;
  std::vector<std::string> words{"MGET"};
  for (const std::string& id : ids) words.push_back(store.keys.profiles + id);
  const io::Reply profiles = store.redis.command(words);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const io::Reply& kept = profiles.list().at(i);
    const auto profile = kept.is_nil() ? std::nullopt : draw::Profile::parse(kept.text());
    if (holds(ids[i], text) || (profile && holds(profile->name, text))) found.push_back(std::move(ids[i]));
  }
  return found;
}

}  // namespace

namespace draw {

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
  // A winner is on a page by chance, as if still in the set, but always on the same.
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
  std::sort(ids.begin(), ids.end());  // not in the order of the draw, which says who wins
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
  std::vector<std::string> are_in{"SMISMEMBER", keys.entrants};
  are_in.insert(are_in.end(), ids.begin(), ids.end());
  const io::Reply in_set = store.redis.command(are_in);
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
  const io::Reply& kept = seen["profile"];
  const auto profile = kept.is_nil() ? std::nullopt : Profile::parse(kept.text());
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
