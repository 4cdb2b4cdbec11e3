#pragma once

// Redis, as the draw uses it. One connection, made on first use and replaced after any failure, so that callers need
// not care whether the server was restarted, or another one has become the master.

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/connection.hpp"

namespace io {

struct Script {
  std::string_view sha1;  // of the source, hexadecimal, by which Redis identifies it
  std::string_view source;
};

// A command with more words appended.
std::vector<std::string> with(std::vector<std::string> command, const std::vector<std::string>& words);

// Commands, each with a unique name for its reply.
using Commands = std::vector<std::pair<std::string, std::vector<std::string>>>;

class Replies {
 public:
  const Reply& operator[](const std::string& name) const { return replies_.at(name); }

 private:
  friend class Redis;
  Replies(const Commands& commands, Reply::List replies);
  std::map<std::string, Reply> replies_;
};

class Redis {
 public:
  explicit Redis(RedisSettings settings, LookUp look_up = io::look_up)
      : replicas_(settings.replicas), connector_(std::move(settings), std::move(look_up)) {}

  // Sets how long all commands from now on may take together, including connecting: except for a large pick nobody
  // should wait longer than 2 s for a slow Redis. Call at the start of a request, and of the work after a reply.
  void begin(std::chrono::milliseconds limit = time_limit) { left_ = limit; }

  // One command, whose words may contain any bytes. Throws RedisError for an error reply, and if it or connecting takes
  // longer than what is left of begin()'s time; Redis may still have run the command. After such a wait it throws
  // immediately for a second, so that queued requests do not wait as well.
  Reply command(const std::vector<std::string>& words);

  // Several commands that run atomically (MULTI, EXEC), in one round trip.
  Replies transaction(const Commands& commands);

  // Several read-only commands, each beginning with a name and a key, run atomically. The reply `now` is the time:
  // seconds since 1970 by Redis's clock. Unlike MULTI this works while Redis is full. For replies of hundreds of
  // thousands of entries MULTI is faster.
  Replies read(const Commands& commands);

  using Views = std::vector<std::string_view>;

  enum class Kept { here, on_replicas };

  // Runs a Lua script by its hash (EVALSHA), or sends its source (EVAL) if this Redis does not know it yet. With
  // on_replicas it waits until as many replicas as the settings require have the change (WAIT), or throws RedisError;
  // the change has been made then, but a failover may undo it.
  Reply script(const Script& script, const Views& keys, const Views& arguments = {}, Kept kept = Kept::here);

 private:
  using Clock = Connection::Clock;
  static constexpr std::chrono::milliseconds time_limit{1700};

  template <typename Talk>
  auto connected(Talk talk);
  template <typename Talk>
  auto connected_once(Talk& talk);

  int replicas_;
  Connector connector_;
  std::optional<Connection> connection_;
  Clock::duration left_ = time_limit;
  Clock::time_point hung_until_{};
};

}  // namespace io
