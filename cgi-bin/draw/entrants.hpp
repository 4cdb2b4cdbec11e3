#pragma once

// Who has entered, with name and picture where their profile is still known. Never reads a whole roster at once. Every
// function may throw io::RedisError.

#include <optional>
#include <string>
#include <vector>

#include "draw/github_id.hpp"
#include "draw/keys.hpp"
#include "io/redis.hpp"

namespace draw {

struct Entrant {
  std::string id;
  std::string name;
  std::string image;  // an https URL, or empty
  bool is_unverified = false;
};

class Entrants {
 public:
  Entrants(io::Redis& redis, const std::string& key_prefix) : redis_(redis), keys_(key_prefix) {}

  struct Page {
    std::vector<Entrant> entrants;  // sorted by ID
    std::string next;               // where the next page begins; empty on the last
  };
  // Those whose GitHub ID holds this part, or everybody, from a place on that an earlier page named, "0" at first:
  // about 50, in no order from page to page, but one of just this ID first. A page of a rare name may be short, or
  // empty, though a next one follows. Somebody who enters or leaves meanwhile may be missing; whoever stays is on one
  // of the pages (Redis: SSCAN).
  Page page(const std::optional<GithubId>& part, const std::string& from);

  // Who entered last, the latest first; a few.
  std::vector<Entrant> latest();

 private:
  std::vector<Entrant> known(const std::vector<std::string>& ids);

  io::Redis& redis_;
  Keys keys_;
};

}  // namespace draw
