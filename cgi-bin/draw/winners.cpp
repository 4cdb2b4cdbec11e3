#include "draw/winners.hpp"

#include <algorithm>

#include "draw/scripts.hpp"
#include "io/json.hpp"

namespace {

using nlohmann::json;

constexpr std::string_view kept_with_stand_in = "60";  // seconds
constexpr std::string_view kept_for_good = "0";

// The list as we or an older program cached it; nothing where it is something else.
std::optional<std::vector<draw::Winner>> parse(const std::string& text) {
  const json list = io::parse_json(text);
  if (!list.is_array()) return std::nullopt;
  std::vector<draw::Winner> winners;
  winners.reserve(list.size());
  for (const json& entry : list) {
    if (!entry.is_object()) return std::nullopt;
    const auto field = [&](const char* name) {
      const auto found = entry.find(name);
      return found != entry.end() && found->is_string() ? found->get<std::string>() : "";
    };
    winners.push_back({field("prize"), field("id"), field("name"), field("image")});
  }
  return winners;
}

}  // namespace

namespace draw {

struct Winners::Awarded {
  std::string prize;
  std::string id;
  std::optional<Profile> profile;
};

std::vector<Winners::Awarded> Winners::awarded(const Fetch& fetch) {
  std::vector<Awarded> all;
  std::vector<std::string> profiles{"MGET"};
  const io::Reply reply = redis_.command({"HGETALL", keys_.winners});
  for (auto field = reply.list().begin(); field != reply.list().end(); field += 2) {
    all.push_back({field[0].text(), field[1].text(), std::nullopt});
  }
  if (all.empty()) return all;

  std::sort(all.begin(), all.end(), [](const Awarded& a, const Awarded& b) { return a.prize < b.prize; });
  for (const Awarded& each : all) profiles.push_back(keys_.profiles + each.id);
  const io::Reply found = redis_.command(profiles);
  for (std::size_t i = 0; i < all.size(); ++i) {
    Awarded& each = all[i];
    if (const io::Reply& kept = found.list().at(i); !kept.is_nil()) each.profile = Profile::parse(kept.text());
    const auto id = GithubId::parse(each.id);
    if (!each.profile && fetch && id) each.profile = fetch(*id);
  }
  return all;
}

std::string Winners::json(const Fetch& fetch) {
  // Winners first: an older program may have cached those of an older draw late.
  if (redis_.command({"EXISTS", keys_.winners}).integer() == 0) return "[]";
  if (const io::Reply cached = redis_.command({"GET", keys_.winners_json}); !cached.is_nil() && parse(cached.text())) {
    return cached.text();
  }

  const auto all = awarded(fetch);
  auto list = nlohmann::json::array();
  std::vector<std::string> arguments(2);
  for (const Awarded& each : all) {
    const Profile shown = each.profile.value_or(Profile::stand_in(each.id));
    list.push_back({{"name", shown.name},
                    {"prize", each.prize},
                    {"image", shown.avatar.empty() ? std::string(stand_in_image) : shown.avatar},
                    {"id", each.id}});
    arguments.push_back(each.prize);
    arguments.push_back(each.id);
  }
  arguments[0] = io::to_text(list);
  const bool complete =
      std::all_of(all.begin(), all.end(), [](const Awarded& each) { return each.profile.has_value(); });
  arguments[1] = complete ? kept_for_good : kept_with_stand_in;
  if (complete || fetch) redis_.script(scripts::cache_winners, {keys_.winners, keys_.winners_json}, arguments);
  return arguments[0];
}

std::vector<Winner> Winners::list(const Fetch& fetch) { return parse(json(fetch)).value_or(std::vector<Winner>()); }

}  // namespace draw
