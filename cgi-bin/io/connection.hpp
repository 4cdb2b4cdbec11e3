#pragma once

// A connection to Redis, by hiredis: commands are written and replies read in turn. And how one is made: over a socket,
// a host's addresses or TLS, to the master that Sentinel names, or to the node of a cluster that holds the draw.

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

// No answer: no server there, or the connection is lost.
struct Unreachable : RedisError {
  using RedisError::RedisError;
};

// Redis does not know this script yet.
struct NoScript : RedisError {
  using RedisError::RedisError;
};

// Another node of the cluster holds this key; nothing was done.
struct Moved : RedisError {
  Moved(const std::string& said, HostAndPort there) : RedisError(said), node(std::move(there)) {}
  HostAndPort node;
};

class Connection {
 public:
  using Clock = std::chrono::steady_clock;

  // Takes a context that has been connected.
  explicit Connection(redisContext* context) : context_(context) {}

  // From here on nothing is waited for beyond this time.
  void set_end(Clock::time_point end);

  // Words as they are, whatever bytes they hold.
  void append(const std::vector<std::string_view>& words);
  void append(const std::vector<std::string>& words) {
    append(std::vector<std::string_view>(words.begin(), words.end()));
  }

  // Of the first of the commands that have no reply yet. An error in its place is thrown.
  Reply receive();

  template <typename Words>
  Reply send(const Words& words) {
    append(words);
    return receive();
  }

  // Redis closes idle connections when it is restarted or told to. Noticing this before sending means that no command
  // is ever sent twice.
  bool is_alive() const;

 private:
  struct Disconnect {
    void operator()(redisContext* context) const;
  };
  std::unique_ptr<redisContext, Disconnect> context_;
};

class Connector {
 public:
  Connector(RedisSettings settings, LookUp look_up);

  // Logged in, with the database selected. Finding an address takes at most 0.25 s, reaching it 0.3 s, each Sentinel
  // 0.2 s, and all of it ends in time. Throws Unreachable, or RedisError with what Redis has against it.
  Connection connect(Connection::Clock::time_point end);

  // From here on connects to this node of the cluster, until it cannot be reached.
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
