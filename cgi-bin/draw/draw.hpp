#pragma once

// The prize draw itself, from opening to pick. Everything is in Redis; each change is one atomic Lua script of
// draw/scripts. Every function may throw io::RedisError.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "draw/github_id.hpp"
#include "draw/keys.hpp"
#include "draw/opening.hpp"
#include "draw/profile.hpp"
#include "io/redis.hpp"

namespace draw {

struct NoDraw {};
struct Open {
  std::optional<std::chrono::seconds> closes_in;  // rounded up: 0 never shows; nothing where there is no time limit
};
struct Closed {};  // and not yet picked
struct Won {};
using Phase = std::variant<NoDraw, Open, Closed, Won>;

// The draw at one moment.
struct Snapshot {
  Phase phase;
  std::vector<std::string> prizes;  // not yet won, sorted bytewise
  long long entrants = 0;           // not yet drawn

  // The state's name as the contract has it, such as DRAW_OPEN_WITH_ENTRANTS.
  std::string_view state() const;
};

enum class Start { started, still_open, entrants_waiting };
enum class Pick { picked, no_draw, no_entrants, already_picked };

struct Entered {
  Profile profile;
};
struct AlreadyEntered {};
struct NotOpen {};
struct ProfileUnknown {};  // GitHub must be asked first
using Entry = std::variant<Entered, AlreadyEntered, NotOpen, ProfileUnknown>;

class Draw {
 public:
  Draw(io::Redis& redis, const std::string& key_prefix) : redis_(redis), keys_(key_prefix) {}

  Snapshot snapshot();

  Start start(const Opening& opening);
  void close();

  // With the profile that Redis holds, or with one that GitHub just gave.
  Entry enter(const GithubId& id, const std::optional<Profile>& fetched = std::nullopt);

  Pick pick();

 private:
  io::Redis& redis_;
  Keys keys_;
};

}  // namespace draw
