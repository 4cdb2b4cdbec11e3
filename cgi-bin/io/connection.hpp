#pragma once

// A connection to Redis, by hiredis: commands are written and replies read in order. And how it is made: over a socket,
// a host's addresses or TLS, to the master that Sentinel names, or to the cluster node that holds the draw.

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/address.hpp"
#include "io/redis_settings.hpp"
#include "io/reply.hpp"

struct redisContext;

namespace io {

// No answer: there is no server, or the connection is lost.
struct Unreachable : RedisError {
  using RedisError::RedisError;
};

// Redis does not know this script yet.
struct NoScript : RedisError {
  using RedisError::RedisError;
};

// Another node of the cluster has this key; nothing was changed.
struct Moved : RedisError {
  Moved(const std::string& said, HostAndPort there) : RedisError(said), node(std::move(there)) {}
  HostAndPort node;
};

using Context = std::unique_ptr<redisContext, void (*)(redisContext*)>;  // of hiredis, which is freed by redisFree()

class Connection {
 public:
  using Clock = std::chrono::steady_clock;

  // The context is connected. From here on hiredis does not block: receive() waits.
  explicit Connection(Context context);

  // Sets the time after which nothing waits any longer. Call before receive().
  void set_end(Clock::time_point end) { end_ = end; }

  // Words are sent unchanged, and may contain any bytes.
  void append(const std::vector<std::string_view>& words);
  void append(const std::vector<std::string>& words) {
    append(std::vector<std::string_view>(words.begin(), words.end()));
  }

  // Sends what is not sent yet, and returns the reply to the first command that has none yet. Throws if it is an error.
  Reply receive();

  template <typename Words>
  Reply send(const Words& words) {
    append(words);
    return receive();
  }

  // Redis closes idle connections when it restarts or is configured to. Checking before sending means that no command
  // is ever sent twice.
  bool is_alive() const;

 private:
  void check(int done) const;
  short wait_for(short events) const;

  Context context_;
  Clock::time_point end_{};
};

class Connector {
 public:
  Connector(RedisSettings settings, LookUp look_up);

  // Logged in, with the database selected. Finding an address takes at most 0.25 s, connecting 0.3 s, each Sentinel
  // 0.2 s, and all of it ends by `end`. Throws Unreachable, or RedisError with Redis's own error.
  Connection connect(Connection::Clock::time_point end);

  // Connects to this cluster node from now on, until it cannot be reached.
  void move_to(HostAndPort node) { node_ = std::move(node); }

 private:
  using Time = Connection::Clock::time_point;

  Connection dial(const HostAndPort& there);
  Connection dial_socket() const;
  Connection log_in(Connection connection, Time end) const;
  Connection connect_to_master(Time end);
  HostAndPort ask_sentinel(const HostAndPort& sentinel, Time end);

  RedisSettings settings_;
  LookUp look_up_;
  std::map<std::string, Resolver> resolvers_;  // by host
  std::optional<HostAndPort> node_;
};

}  // namespace io
