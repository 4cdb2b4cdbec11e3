#pragma once

// Redis, wrapped once. One connection, made when it is first needed and replaced after any failure, so that nobody who
// holds a Redis has to care whether the server was restarted. Replies are values.

#include <chrono>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "io/address.hpp"

struct redisContext;

namespace io {

struct RedisSettings {
  std::string host = "localhost";
  int port = 6379;
  std::string socket;  // if set, it is used instead of host and port
  std::string username;
  std::string password;
  int database = 0;
};

// Redis cannot be reached, reports an error, is too slow, or holds something of another type than we expect.
struct RedisError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Script {
  std::string_view sha1;  // of the source, hexadecimal: what Redis knows it by
  std::string_view source;
};

// A reply of Redis. Asking for a type that it does not have throws RedisError.
class Reply {
 public:
  using List = std::vector<Reply>;
  using Value = std::variant<std::nullptr_t, long long, std::string, List>;

  explicit Reply(Value value) : value_(std::move(value)) {}

  bool is_nil() const { return std::holds_alternative<std::nullptr_t>(value_); }
  bool is_list() const { return std::holds_alternative<List>(value_); }
  long long integer() const { return get<long long>(); }
  const std::string& text() const { return get<std::string>(); }
  const List& list() const& { return get<List>(); }
  List list() && { return get<List>(), std::get<List>(std::move(value_)); }
  std::vector<std::string> texts() const;  // of a list of texts

  // Of a flat list of names and values, as HGETALL answers. A number becomes its digits, and nil becomes "".
  std::map<std::string, std::string> fields() const;

 private:
  template <typename T>
  const T& get() const {
    if (const T* held = std::get_if<T>(&value_)) return *held;
    throw RedisError("unexpected type of reply");
  }
  Value value_;
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
      : settings_(std::move(settings)), resolver_(std::move(look_up)) {}

  // From here on all commands together may take so long, finding and reaching Redis included: nobody should wait longer
  // than 2 s for a slow Redis, but for a large pick. Called at the start of a request, and of the work after a reply.
  void begin(std::chrono::milliseconds limit = time_limit) { left_ = limit; }

  // One command, its words sent as they are, whatever bytes they hold. Throws RedisError for an error reply, and where
  // it takes longer than what begin() has left, finding the address than 0.25 s, or connecting than 0.3 s; Redis may
  // have run the command all the same. Once it has waited in vain it throws at once for a second: those who wait behind
  // this request should not wait for the same.
  Reply command(const std::vector<std::string>& words);

  // Several commands that run atomically (MULTI, EXEC), in one round trip.
  Replies transaction(const Commands& commands);

  // Several commands that only read, each a name and a key first, all at one moment, which the reply `now` says:
  // seconds since 1970 by Redis's clock. Unlike MULTI also where Redis is full. For replies of hundreds of thousands
  // MULTI is faster.
  Replies read(const Commands& commands);

  using Views = std::vector<std::string_view>;

  // Runs a Lua script by its hash (EVALSHA), or sends its source (EVAL) where this Redis does not know it yet.
  Reply script(const Script& script, const Views& keys, const Views& arguments = {});

 private:
  struct Disconnect {
    void operator()(redisContext* context) const;
  };
  using Connection = std::unique_ptr<redisContext, Disconnect>;
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds time_limit{1700};

  Connection connect(Clock::time_point end);
  template <typename Talk>
  auto connected(Talk talk);
  Reply send_encoded(const std::string& command);

  RedisSettings settings_;
  Resolver resolver_;
  Connection connection_;
  Clock::duration left_ = time_limit;
  Clock::time_point hung_until_{};
};

}  // namespace io
