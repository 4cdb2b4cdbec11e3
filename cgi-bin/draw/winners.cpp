#include "draw/winners.hpp"

#include <algorithm>

#include "draw/scripts.hpp"
#include "io/json.hpp"
#include "io/text.hpp"

namespace draw {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Winner, prize, id, name, image)

namespace {

using nlohmann::json;

constexpr const char* kept_with_stand_in = "60";  // seconds
constexpr const char* kept_for_good = "0";

// Each winner's prize and GitHub ID, sorted by prize.
std::vector<Winner> awarded(const io::Reply& hash) {
  std::vector<Winner> all;
  const auto& fields = hash.list();
  for (std::size_t i = 0; i + 1 < fields.size(); i += 2)
    all.push_back({fields[i].text(), fields[i + 1].text(), "", ""});
  std::sort(all.begin(), all.end(), [](const Winner& a, const Winner& b) { return a.prize < b.prize; });
  return all;
}

// Fills in names and pictures from the cache; false if it does not have exactly these winners.
bool fill_from(const std::string& cached, std::vector<Winner>& winners) {
  const json list = io::parse_json(cached);
  if (!list.is_array() || list.size() != winners.size()) return false;
  for (std::size_t i = 0; i < winners.size(); ++i) {
    Winner& winner = winners[i];
    if (io::text_in(list[i], "prize") != winner.prize || io::text_in(list[i], "id") != winner.id) return false;
    const std::string name = io::text_in(list[i], "name");
    winner.name = io::visible(name).empty() ? winner.id : name;  // an older program stores any name
    winner.image = io::text_in(list[i], "image");
  }
  return true;
}

// The same from the profiles; false if some are unavailable.
bool fill_from_profiles(Store& store, const LookUp& look_up, std::vector<Winner>& winners) {
  std::vector<std::string> ids;
  ids.reserve(winners.size());
  for (const Winner& each : winners) ids.push_back(each.id);
  auto found = kept_profiles(store, ids);
  std::vector<GithubId> missing;
  for (std::size_t i = 0; i < winners.size(); ++i) {
    const auto id = GithubId::parse(winners[i].id);
    if (!found[i] && id) missing.push_back(*id);
  }
  const auto asked = look_up ? look_up(missing) : Profiles::All{};
  bool is_complete = true;
  for (std::size_t i = 0; i < winners.size(); ++i) {
    const auto now = asked.find(winners[i].id);
    const auto* profile = now != asked.end() ? std::get_if<Profile>(&now->second) : nullptr;
    if (profile != nullptr) found[i] = *profile;
    is_complete = is_complete && found[i];
    const Profile shown = Profile::or_stand_in(std::move(found[i]), winners[i].id);
    winners[i].name = shown.name;
    winners[i].image = shown.avatar.empty() ? stand_in_image : shown.avatar;
  }
  return is_complete;
}

void sort_as_shown(std::vector<Winner>& winners, const Show& show) {
  std::sort(winners.begin(), winners.end(),
            [&](const Winner& a, const Winner& b) { return show.comes_before(a.prize, b.prize); });
}

void keep(Store& store, const std::vector<Winner>& winners, bool for_good) {
  const std::string text = to_json(winners);
  io::Redis::Views arguments{text, for_good ? kept_for_good : kept_with_stand_in};
  for (const Winner& each : winners) arguments.insert(arguments.end(), {each.prize, each.id});
  store.redis.script(scripts::cache_winners, {store.keys.winners, store.keys.winners_json}, arguments);
}

}  // namespace

std::vector<Winner> winners(Store& store, const LookUp& look_up) {
  const Keys& keys = store.keys;
  const io::Replies seen = store.redis.read({{"winners", {"HGETALL", keys.winners}},
                                             {"cache", {"GET", keys.winners_json}},
                                             {"mark", {"PEXPIRETIME", keys.winners}},
                                             {"fairness", {"HGETALL", keys.fairness}}});
  std::vector<Winner> all = awarded(seen["winners"]);
  const io::Reply& cache = seen["cache"];
  if (!all.empty() && !fill_from(cache.is_nil() ? "" : cache.text(), all)) {
    const bool is_complete = fill_from_profiles(store, look_up, all);
    if (is_complete || look_up) keep(store, all, is_complete);
  }
  const Show show = Show::of(fields_of_draw(seen["fairness"].fields(), seen["mark"].integer()));
  const auto is_hidden = [&](const Winner& each) { return !show.has_revealed(each.prize); };
  all.erase(std::remove_if(all.begin(), all.end(), is_hidden), all.end());
  sort_as_shown(all, show);
  return all;
}

std::vector<Winner> winners_of(Store& store, const json& awards, const std::string& cache, const Show& show) {
  std::vector<Winner> all;
  for (const auto& [prize, id] : awards.items()) all.push_back({prize, id, "", ""});
  if (!all.empty() && !fill_from(cache, all)) fill_from_profiles(store, {}, all);
  sort_as_shown(all, show);
  return all;
}

std::string to_json(const std::vector<Winner>& winners) { return io::to_text(winners); }

}  // namespace draw
