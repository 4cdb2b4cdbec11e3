#pragma once

// The Redis keys of one draw, shared with the older programs. README: "What Redis holds".

#include <string>

#include "draw/github_id.hpp"

namespace draw {

struct Keys {
  explicit Keys(const std::string& prefix)
      : is_open(prefix + ":is_open"),
        prizes(prefix + ":prizes"),
        entrants(prefix + ":entrants"),
        winners(prefix + ":winners"),
        winners_json(prefix + ":winners_json"),
        profiles(prefix + ":profiles:") {}

  std::string profile(const GithubId& id) const { return profiles + id.text(); }

  std::string is_open;       // string `true`, exists while the draw is open; its TTL is the time limit
  std::string prizes;        // set: prizes not yet won
  std::string entrants;      // set: GitHub IDs not yet drawn
  std::string winners;       // hash: prize → GitHub ID
  std::string winners_json;  // string: the cached answer of GET /winners
  std::string profiles;      // before the GitHub ID; string: the profile as GitHub's JSON, expires
};

}  // namespace draw
