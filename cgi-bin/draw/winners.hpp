#pragma once

// The winners with their names and pictures, as JSON that is cached in Redis beside them. Every function may throw
// io::RedisError.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "draw/github_id.hpp"
#include "draw/keys.hpp"
#include "draw/profile.hpp"
#include "io/redis.hpp"

namespace draw {

// Shown in place of a picture that cannot be had just now.
inline constexpr std::string_view stand_in_image = "/assets/stand-in.svg";

struct Winner {
  std::string prize;
  std::string id;  // empty where an older program made the list
  std::string name;
  std::string image;
};

class Winners {
 public:
  Winners(io::Redis& redis, const std::string& key_prefix) : redis_(redis), keys_(key_prefix) {}

  // Finds a profile that has expired, and keeps it; nothing where that is not possible just now.
  using Fetch = std::function<std::optional<Profile>(const GithubId&)>;

  // [{"name", "prize", "image", "id"}, …] sorted by prize, `[]` while there are none. Profiles that have expired are
  // fetched; who cannot be fetched is stood in for, and the list is then cached for a minute only. Without `fetch` such
  // a list is not cached at all.
  std::string json(const Fetch& fetch = nullptr);

  std::vector<Winner> list(const Fetch& fetch = nullptr);

 private:
  struct Awarded;
  std::vector<Awarded> awarded(const Fetch& fetch);

  io::Redis& redis_;
  Keys keys_;
};

}  // namespace draw
