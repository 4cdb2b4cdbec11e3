#pragma once

// Redis, as the draw uses it. One connection, made when it is first needed and replaced after any failure, so that
// nobody who holds a Redis has to care whether the server was restarted, or another one has become the master.

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
  std::string_view sha1;  // of the source, hexadecimal: what Redis knows it by
  std::string_view source;
};

// A command with more words after it.
std::vector<std::string> with(std::vector<std::string> command, const std::vector<std::string>& words);

// Commands and the names that their replies go by; each name once.
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

  // From here on all commands together may take so long, finding and reaching Redis included: nobody should wait longer
  // than 2 s for a slow Redis, but for a large pick. Called at the start of a request, and of the work after a reply.
  void begin(std::chrono::milliseconds limit = time_limit) { left_ = limit; }

  // One command, its words sent as they are, whatever bytes they hold. Throws RedisError for an error reply, and where
  // it takes longer than what begin() has left, or connecting takes too long; Redis may have run the command all the
  // same. Once it has waited in vain it throws at once for a second: those who wait behind this request should not wait
  // for the same.
  Reply command(const std::vector<std::string>& words);

  // Several commands that run atomically (MULTI, EXEC), in one round trip.
  Replies transaction(const Commands& commands);

  // Several commands that only read, each a name and a key first, all at one moment, which the reply `now` says:
  // seconds since 1970 by Redis's clock. Unlike MULTI also where Redis is full. For replies of hundreds of thousands
  // MULTI is faster.
  Replies read(const Commands& commands);

  using Views = std::vector<std::string_view>;

  enum class Kept { here, on_replicas };

  // Runs a Lua script by its hash (EVALSHA), or sends its source (EVAL) where this Redis does not know it yet. What is
  // kept on_replicas has reached as many of them as the settings ask for (WAIT), or else RedisError is thrown: then it
  // has been done, and a failover may undo it.
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
