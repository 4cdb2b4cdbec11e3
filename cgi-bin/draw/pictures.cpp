#include "draw/pictures.hpp"

#include <algorithm>
#include <array>

#include "draw/scripts.hpp"
#include "io/crypto.hpp"
#include "io/https.hpp"

namespace draw {

namespace {

constexpr std::size_t largest = 65'536;  // bytes; a small size is requested
constexpr std::array<std::string_view, 4> types{"image/png", "image/jpeg", "image/gif", "image/webp"};
constexpr const char* fetching_lasts = "10";  // seconds, in case a process crashes
constexpr const char* kept = "3600";
constexpr const char* kept_with_gaps = "60";

// Empty if the answer is not a picture.
std::string as_data(const std::variant<io::HttpAnswer, io::NoAnswer>& reply) {
  const auto* answer = std::get_if<io::HttpAnswer>(&reply);
  if (answer == nullptr || answer->status != 200 || answer->body.size() > largest) return "";
  const auto type = answer->headers.find("content-type");
  const bool is_picture =
      type != answer->headers.end() && std::find(types.begin(), types.end(), type->second) != types.end();
  return is_picture ? "data:" + type->second + ";base64," + io::to_base64(answer->body) : "";
}

Pictures fetched(const Pictures& addresses) {
  Pictures pictures;
  io::Https https;
  for (const auto& [id, address] : addresses) {
    https.start(address, {"User-Agent: prizedraw"},
                [&pictures, id = id](const auto& reply) { pictures[id] = as_data(reply); });
  }
  while (pictures.size() < addresses.size()) https.run(std::chrono::milliseconds(100));
  return pictures;
}

bool covers(const Pictures& pictures, const Pictures& addresses) {
  return std::all_of(addresses.begin(), addresses.end(),
                     [&](const auto& each) { return pictures.count(each.first) == 1; });
}

void keep(Store& store, const std::string& draw, const Pictures& pictures) {
  const bool has_gaps =
      std::any_of(pictures.begin(), pictures.end(), [](const auto& each) { return each.second.empty(); });
  const Keys& keys = store.keys;
  const std::string key = keys.pictures + draw;
  const std::string record = keys.record + draw;
  const std::string summary = keys.summary + draw;
  io::Redis::Views arguments{has_gaps ? kept_with_gaps : kept};
  for (const auto& [id, picture] : pictures) arguments.insert(arguments.end(), {id, picture});
  store.redis.script(scripts::keep_pictures, {key, keys.pictures_asked, record, summary}, arguments);
}

}  // namespace

std::optional<Pictures> pictures(Store& store, const std::string& draw, const Pictures& addresses) {
  const Keys& keys = store.keys;
  Pictures pictures = store.redis.command({"HGETALL", keys.pictures + draw}).fields();
  if (covers(pictures, addresses)) return pictures;
  try {
    const io::Reply is_ours = store.redis.command({"SET", keys.pictures_asked, "true", "NX", "EX", fetching_lasts});
    if (is_ours.is_nil()) return std::nullopt;
    pictures = fetched(addresses);
    keep(store, draw, pictures);
  } catch (const io::RedisError&) {
    // Pictures that could not be stored are still shown.
  }
  return pictures;
}

}  // namespace draw
