#include "draw/entrants.hpp"

#include <algorithm>

#include "draw/identity.hpp"
#include "draw/profile.hpp"
#include "draw/show.hpp"

namespace {

constexpr std::size_t of_a_page = 50;

// A search goes through more at a time the rarer what it finds, and through so many for a page: in a million it answers
// at once, and goes on from there.
constexpr std::size_t longest_step = 5'000;
constexpr std::size_t most_of_a_page = 150'000;

std::vector<draw::Entrant> known(draw::Store& store, const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  std::vector<std::string> profiles{"MGET"};
  std::vector<std::string> unverified{"SMISMEMBER", store.keys.unverified};
  for (const std::string& id : ids) {
    profiles.push_back(store.keys.profiles + id);
    unverified.push_back(id);
  }
  const io::Replies seen = store.redis.read({{"profiles", profiles}, {"unverified", unverified}});
  std::vector<draw::Entrant> all;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const io::Reply& kept = seen["profiles"].list().at(i);
    const auto shown =
        draw::Profile::or_stand_in(kept.is_nil() ? std::nullopt : draw::Profile::parse(kept.text()), ids[i]);
    all.push_back({ids[i], shown.name, shown.avatar, seen["unverified"].list().at(i).integer() == 1});
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

}  // namespace

namespace draw {

EntrantsPage entrants_page(Store& store, const std::string& part, const std::string& from) {
  std::vector<std::string> ids;
  if (from == "0" && !part.empty() && store.redis.command({"SISMEMBER", store.keys.entrants, part}).integer() == 1) {
    ids.push_back(part);
  }
  std::string at = from;
  std::size_t step = of_a_page;
  std::size_t seen = 0;
  do {
    const io::Reply reply = store.redis.command(
        {"SSCAN", store.keys.entrants, at, "MATCH", "*" + part + "*", "COUNT", std::to_string(step)});
    at = reply.list().at(0).text();
    const auto found = reply.list().at(1).texts();
    ids.insert(ids.end(), found.begin(), found.end());
    seen += step;
    step = part.empty() ? of_a_page : std::min(2 * step, longest_step);
  } while (at != "0" && ids.size() < of_a_page && seen < most_of_a_page);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return {known(store, ids), at == "0" ? "" : at};
}

std::vector<Entrant> latest_entrants(Store& store) {
  const auto ids = store.redis.command({"LRANGE", store.keys.arrivals, "0", "23"}).texts();
  if (ids.empty()) return {};
  std::vector<std::string> are_in{"SMISMEMBER", store.keys.entrants};
  are_in.insert(are_in.end(), ids.begin(), ids.end());
  const io::Reply reply = store.redis.command(are_in);
  std::vector<std::string> in;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (reply.list().at(i).integer() == 1) in.push_back(ids[i]);
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
