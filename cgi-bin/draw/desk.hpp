#pragma once

// The organiser's desk: what only the organiser does to a draw and sees of it, and the log of it. Each change is one
// atomic Lua script of draw/scripts, which also writes its line of the log. Every function may throw io::RedisError.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "draw/github_id.hpp"
#include "draw/keys.hpp"
#include "io/redis.hpp"

namespace draw {

enum class TimeChange { changed, not_open };
enum class TakeOut { taken_out, not_open, no_entrant, too_many };  // are excluded already
enum class Exclusion { excluded, excluded_already, too_many };

// A line of the log.
struct Deed {
  std::string id;  // of the stream's entry
  std::chrono::system_clock::time_point at;
  std::string who;
  std::string did;
};

// GitHub's limit, as its last answer said.
struct Quota {
  std::string left;
  std::string limit;
  std::chrono::seconds renewed_in;
};

struct Overview {
  long long unverified = 0;  // entrants of this draw
  std::optional<Quota> quota;
  std::vector<std::string> excluded;  // sorted
  std::vector<Deed> log;              // the latest first
};

class Desk {
 public:
  static constexpr std::size_t most_excluded = 1000;

  Desk(io::Redis& redis, const std::string& key_prefix) : redis_(redis), keys_(key_prefix) {}

  Overview overview();

  // The draw closes so long from now; 0 is not before somebody closes it.
  TimeChange change_time(const std::string& who, std::chrono::seconds left);
  // While the draw is open: from the close on the roster is fixed. Who is kept out is excluded as well.
  TakeOut take_out(const std::string& who, const GithubId& id, const std::string& reason, bool keeps_out);
  // From this draw while it is open, and from every later one.
  Exclusion exclude(const std::string& who, const std::vector<GithubId>& ids);
  void allow(const std::string& who, const GithubId& id);

  // Whether the log says so, after the entry `seen`: a form that is sent twice has done its work the first time.
  bool has_done(const std::string& who, const std::string& did, const std::string& seen);

 private:
  std::string change(const io::Script& script, const std::vector<std::string>& keys, const std::string& who,
                     const std::string& did, const std::vector<std::string>& arguments);

  io::Redis& redis_;
  Keys keys_;
};

}  // namespace draw
