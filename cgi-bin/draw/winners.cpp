#include "draw/winners.hpp"

#include <algorithm>

#include "draw/scripts.hpp"
#include "io/json.hpp"

namespace {

using draw::Winner;
using nlohmann::json;

constexpr const char* kept_with_stand_in = "60";  // seconds
constexpr const char* kept_for_good = "0";

std::string text(const json& entry, const char* name) {
  const auto found = entry.is_object() ? entry.find(name) : entry.end();
  return found != entry.end() && found->is_string() ? found->get<std::string>() : "";
}

// Prize and GitHub ID of each, sorted by prize.
std::vector<Winner> awarded(const io::Reply& hash) {
  std::vector<Winner> all;
  const auto& fields = hash.list();
  for (std::size_t i = 0; i + 1 < fields.size(); i += 2)
    all.push_back({fields[i].text(), fields[i + 1].text(), "", ""});
  std::sort(all.begin(), all.end(), [](const Winner& a, const Winner& b) { return a.prize < b.prize; });
  return all;
}

// Fills in names and pictures from the cache; false where it is not of just these winners.
bool fill_from(const io::Reply& cached, std::vector<Winner>& winners) {
  const json list = cached.is_nil() ? json() : io::parse_json(cached.text());
  if (!list.is_array() || list.size() != winners.size()) return false;
  for (std::size_t i = 0; i < winners.size(); ++i) {
    Winner& winner = winners[i];
    if (text(list[i], "prize") != winner.prize || text(list[i], "id") != winner.id) return false;
    winner.name = text(list[i], "name");
    winner.image = text(list[i], "image");
  }
  return true;
}

// The same from the profiles; false where some cannot be had.
bool fill_from_profiles(draw::Store& store, const draw::FetchProfile& fetch, std::vector<Winner>& winners) {
  bool is_complete = true;
  std::vector<std::string> profiles{"MGET"};
  for (const Winner& each : winners) profiles.push_back(store.keys.profiles + each.id);
  const io::Reply kept = store.redis.command(profiles);
  for (std::size_t i = 0; i < winners.size(); ++i) {
    Winner& winner = winners[i];
    const auto id = draw::GithubId::parse(winner.id);
    auto profile = kept.list()[i].is_nil() ? std::nullopt : draw::Profile::parse(kept.list()[i].text());
    if (!profile && fetch && id) profile = fetch(*id);
    is_complete = is_complete && profile;
    const draw::Profile shown = profile.value_or(draw::Profile::stand_in(winner.id));
    winner.name = shown.name;
    winner.image = shown.avatar.empty() ? draw::stand_in_image : shown.avatar;
  }
  return is_complete;
}

}  // namespace

namespace draw {

std::vector<Winner> winners(Store& store, const FetchProfile& fetch) {
  const Keys& keys = store.keys;
  const io::Replies seen =
      store.redis.read({{"winners", {"HGETALL", keys.winners}}, {"cache", {"GET", keys.winners_json}}});
  std::vector<Winner> all = awarded(seen["winners"]);
  if (all.empty() || fill_from(seen["cache"], all)) return all;

  const bool is_complete = fill_from_profiles(store, fetch, all);
  if (!is_complete && !fetch) return all;
  std::vector<std::string> arguments{to_json(all), is_complete ? kept_for_good : kept_with_stand_in};
  for (const Winner& each : all) arguments.insert(arguments.end(), {each.prize, each.id});
  store.redis.script(scripts::cache_winners, {keys.winners, keys.winners_json}, arguments);
  return all;
}

std::string to_json(const std::vector<Winner>& winners) {
  json list = json::array();
  for (const Winner& each : winners) {
    list.push_back({{"name", each.name}, {"prize", each.prize}, {"image", each.image}, {"id", each.id}});
  }
  return io::to_text(list);
}

}  // namespace draw
