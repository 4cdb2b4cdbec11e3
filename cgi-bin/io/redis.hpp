#pragma once

// Redis, wrapped once. One connection, made when first needed, and made anew after anything went wrong with it: whoever
// holds a Redis need not care whether the server was restarted. Replies are values.

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct redisContext;

namespace io {

struct RedisSettings {
  std::string host = "localhost";
  int port = 6379;
  std::string socket;  // where set, it is used instead of host and port
  std::string username;
  std::string password;
  int database = 0;
};

// Redis is unreachable, refuses, is too slow, or holds something of another type than ours.
struct RedisError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Script {
  std::string_view sha1;  // of the source, hexadecimal: what Redis knows it by
  std::string_view source;
};

// A reply of Redis. Asking for another type than it has throws RedisError.
class Reply {
 public:
  using List = std::vector<Reply>;
  using Value = std::variant<std::nullptr_t, long long, std::string, List>;

  explicit Reply(Value value) : value_(std::move(value)) {}

  bool is_nil() const { return std::holds_alternative<std::nullptr_t>(value_); }
  long long integer() const { return get<long long>(); }
  const std::string& text() const { return get<std::string>(); }
  const List& list() const { return get<List>(); }
  std::vector<std::string> texts() const;  // of a list of them

 private:
  template <typename T>
  const T& get() const {
    if (const T* held = std::get_if<T>(&value_)) return *held;
    throw RedisError("unexpected type of reply");
  }
  Value value_;
};

class Redis {
 public:
  explicit Redis(RedisSettings settings) : settings_(std::move(settings)) {}

  // Somebody new is waiting, or what took long was large. After an answer that took over 0.3 s nothing more is sent for
  // whoever waits (it throws RedisError), so that nobody waits longer than 2 s for a Redis that is slow.
  void begin() { is_slow_ = false; }

  // One command, its words sent as they are, whatever bytes they hold. An answer that takes longer than 1.4 s (0.3 s
  // for connecting) and every error reply throw RedisError; what was sent may have been done all the same.
  Reply command(const std::vector<std::string>& words);

  // Several commands as one (MULTI, EXEC), in one round trip: their replies in order.
  Reply::List transaction(const std::vector<std::vector<std::string>>& commands);

  // Runs a Lua script by its hash (EVALSHA), or whole where this Redis does not know it yet (EVAL).
  Reply script(const Script& script, const std::vector<std::string>& keys,
               const std::vector<std::string>& arguments = {});

 private:
  struct Disconnect {
    void operator()(redisContext* context) const;
  };
  using Connection = std::unique_ptr<redisContext, Disconnect>;

  Connection connect() const;
  Connection take();
  void give_back(Connection connection, std::chrono::steady_clock::time_point sent);

  RedisSettings settings_;
  Connection connection_;
  bool is_slow_ = false;
};

}  // namespace io
