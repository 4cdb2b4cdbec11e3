#include "draw/entrants.hpp"

#include <algorithm>

#include "draw/profile.hpp"

namespace {

constexpr std::size_t of_a_page = 50;

// A search goes through more at a time the rarer what it finds, and through so many for a page: in a million it answers
// at once, and goes on from there.
constexpr std::size_t longest_step = 5'000;
constexpr std::size_t most_of_a_page = 150'000;

}  // namespace

namespace draw {

Entrants::Page Entrants::page(const std::optional<GithubId>& part, const std::string& from) {
  // None of its characters means anything in a glob pattern.
  const std::string search = part ? part->text() : "";
  std::vector<std::string> ids;
  if (from == "0" && part && redis_.command({"SISMEMBER", keys_.entrants, search}).integer() == 1) {
    ids.push_back(search);
  }
  std::string at = from;
  std::size_t step = of_a_page;
  std::size_t seen = 0;
  do {
    const io::Reply reply =
        redis_.command({"SSCAN", keys_.entrants, at, "MATCH", "*" + search + "*", "COUNT", std::to_string(step)});
    at = reply.list().at(0).text();
    const auto found = reply.list().at(1).texts();
    ids.insert(ids.end(), found.begin(), found.end());
    seen += step;
    step = part ? std::min(2 * step, longest_step) : of_a_page;
  } while (at != "0" && ids.size() < of_a_page && seen < most_of_a_page);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return {known(ids), at == "0" ? "" : at};
}

std::vector<Entrant> Entrants::latest() {
  const auto ids = redis_.command({"LRANGE", keys_.arrivals, "0", "-1"}).texts();
  if (ids.empty()) return {};
  std::vector<std::string> are_in{"SMISMEMBER", keys_.entrants};
  are_in.insert(are_in.end(), ids.begin(), ids.end());
  const io::Reply reply = redis_.command(are_in);
  std::vector<std::string> in;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (reply.list().at(i).integer() == 1) in.push_back(ids[i]);
  }
  return known(in);
}

std::vector<Entrant> Entrants::known(const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  std::vector<std::string> profiles{"MGET"};
  std::vector<std::string> unverified{"SMISMEMBER", keys_.unverified};
  for (const std::string& id : ids) {
    profiles.push_back(keys_.profiles + id);
    unverified.push_back(id);
  }
  const io::Reply::List seen = redis_.transaction({profiles, unverified});
  std::vector<Entrant> all;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const io::Reply& kept = seen.at(0).list().at(i);
    const auto profile = kept.is_nil() ? std::nullopt : Profile::parse(kept.text());
    const Profile shown = profile.value_or(Profile::stand_in(ids[i]));
    all.push_back({ids[i], shown.name, shown.avatar, seen.at(1).list().at(i).integer() == 1});
  }
  return all;
}

}  // namespace draw
