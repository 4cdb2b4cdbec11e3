#include "io/redis.hpp"

#include <hiredis/hiredis.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <numeric>

namespace io {

namespace {

// Within the time limit of all: there may be several addresses.
constexpr std::chrono::milliseconds name_limit{250};
constexpr std::chrono::milliseconds connect_limit{300};

// After waiting so long in vain it is left alone for so long.
constexpr std::chrono::milliseconds long_wait{200};
constexpr std::chrono::seconds pause{1};

// Runs the commands of Redis::read(): of each its key, its name, how many words follow, and those. The time comes last.
constexpr const char* read_all = R"(local replies, at = {}, 1
for i, key in ipairs(KEYS) do
  local last = at + 1 + ARGV[at + 1]
  replies[i] = redis.call(ARGV[at], key, unpack(ARGV, at + 2, last))
  at = last + 1
end
replies[#KEYS + 1] = redis.call('TIME')[1]
return replies)";

struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using RawReply = std::unique_ptr<redisReply, FreeReply>;

struct Unreachable : RedisError {
  using RedisError::RedisError;
};

struct NoScript : RedisError {
  using RedisError::RedisError;
};

Reply::Value copy(const redisReply& raw) {
  switch (raw.type) {
    case REDIS_REPLY_NIL: return nullptr;
    case REDIS_REPLY_INTEGER: return raw.integer;
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS: return std::string(raw.str, static_cast<std::size_t>(raw.len));
    case REDIS_REPLY_ARRAY: {
      Reply::List list;
      list.reserve(raw.elements);
      std::for_each(raw.element, raw.element + raw.elements,
                    [&](const redisReply* element) { list.emplace_back(copy(*element)); });
      return list;
    }
    default:
      if (raw.str == nullptr) throw RedisError("unknown reply");
      if (std::string_view(raw.str).rfind("NOSCRIPT", 0) == 0) throw NoScript(raw.str);
      throw RedisError(raw.str);
  }
}

// As Redis's protocol has it, an array of bulk strings (RESP); hiredis takes three times as long for it.
template <typename Words>
std::string encoded(const Words& words) {
  std::string text = "*" + std::to_string(words.size()) + "\r\n";
  text.reserve(std::accumulate(words.begin(), words.end(), text.size(),
                               [](std::size_t sum, std::string_view word) { return sum + word.size() + 26; }));
  for (const std::string_view word : words) {
    text.append("$").append(std::to_string(word.size())).append("\r\n").append(word).append("\r\n");
  }
  return text;
}

void append(redisContext& context, const std::string& command) {
  const int done = redisAppendFormattedCommand(&context, command.data(), command.size());
  if (done != REDIS_OK) throw Unreachable(context.errstr);
}

Reply receive(redisContext& context) {
  void* received = nullptr;
  if (redisGetReply(&context, &received) != REDIS_OK) throw Unreachable(context.errstr);
  const RawReply reply(static_cast<redisReply*>(received));
  return Reply(copy(*reply));
}

Reply send(redisContext& context, const std::string& command) {
  append(context, command);
  return receive(context);
}

void set_end(redisContext& context, std::chrono::steady_clock::time_point end) {
  using std::chrono::microseconds;
  const auto left = std::chrono::duration_cast<microseconds>(end - std::chrono::steady_clock::now()).count();
  const long long limit = std::max<long long>(left, 1);  // 0 would be no limit
  if (redisSetTimeout(&context, {limit / 1'000'000, limit % 1'000'000}) != REDIS_OK) throw Unreachable(context.errstr);
}

// Redis closes idle connections when it is restarted or told to. Noticing this before sending means that no command is
// ever sent twice.
bool is_alive(const redisContext& context) {
  char byte = 0;
  return recv(context.fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace

void Redis::Disconnect::operator()(redisContext* context) const { redisFree(context); }

Redis::Connection Redis::connect(Clock::time_point end) {
  Connection connection;
  const auto within = [](std::chrono::microseconds limit) { return timeval{0, limit.count()}; };
  if (!settings_.socket.empty()) {
    connection.reset(redisConnectUnixWithTimeout(settings_.socket.c_str(), within(connect_limit)));
  } else {
    const Addresses addresses = resolver_.addresses(settings_.host, name_limit);
    if (addresses.empty()) throw Unreachable(settings_.host + ": no address found");
    for (const std::string& address : addresses) {
      // One that does not answer must not take the time of those after it.
      const auto share = connect_limit / static_cast<int>(addresses.size());
      connection.reset(redisConnectWithTimeout(address.c_str(), settings_.port, within(share)));
      if (connection && connection->err == 0) break;
    }
  }
  if (!connection) throw RedisError("out of memory");
  if (connection->err != 0) throw Unreachable(connection->errstr);
  const auto send_in_time = [&](const std::vector<std::string>& words) {
    set_end(*connection, end);
    send(*connection, encoded(words));
  };
  if (!settings_.password.empty()) {
    std::vector<std::string> login{"AUTH", settings_.password};
    if (!settings_.username.empty()) login.insert(login.begin() + 1, settings_.username);
    send_in_time(login);
  }
  if (settings_.database != 0) send_in_time({"SELECT", std::to_string(settings_.database)});
  return connection;
}

// While they talk nobody else holds the connection: where that throws, it ends with it.
template <typename Talk>
auto Redis::connected(Talk talk) {
  const auto start = Clock::now();
  if (left_ <= Clock::duration::zero() || start < hung_until_) throw RedisError("too slow");
  const auto end = start + left_;
  try {
    Connection connection = connection_ && is_alive(*connection_) ? std::move(connection_) : connect(end);
    set_end(*connection, end);
    auto answer = talk(*connection);
    connection_ = std::move(connection);
    left_ = end - Clock::now();
    return answer;
  } catch (const RedisError& error) {
    left_ = end - Clock::now();
    const bool in_vain = dynamic_cast<const Unreachable*>(&error) != nullptr && Clock::now() - start > long_wait;
    if (in_vain) hung_until_ = Clock::now() + pause;
    throw;
  }
}

Reply Redis::send_encoded(const std::string& command) {
  return connected([&](redisContext& context) { return send(context, command); });
}

Reply Redis::command(const std::vector<std::string>& words) { return send_encoded(encoded(words)); }

Replies Redis::transaction(const Commands& commands) {
  return {commands, connected([&](redisContext& context) {
            append(context, encoded(Redis::Views{"MULTI"}));
            for (const auto& [name, words] : commands) append(context, encoded(words));
            append(context, encoded(Redis::Views{"EXEC"}));
            for (std::size_t queued = 0; queued <= commands.size(); ++queued) receive(context);
            return receive(context).list();
          })};
}

Replies Redis::read(const Commands& commands) {
  std::vector<std::string> keys;
  std::vector<std::string> others;
  for (const auto& [name, words] : commands) {
    keys.push_back(words.at(1));
    others.insert(others.end(), {words[0], std::to_string(words.size() - 2)});
    others.insert(others.end(), words.begin() + 2, words.end());
  }
  std::vector<std::string> script{"EVAL", read_all, std::to_string(keys.size())};
  script.insert(script.end(), keys.begin(), keys.end());
  script.insert(script.end(), others.begin(), others.end());
  Commands all = commands;
  all.push_back({"now", {"TIME"}});
  return {all, command(script).list()};
}

Reply Redis::script(const Script& script, const Views& keys, const Views& arguments) {
  const std::string count = std::to_string(keys.size());
  Views words{"EVALSHA", script.sha1, count};
  words.reserve(words.size() + keys.size() + arguments.size());
  words.insert(words.end(), keys.begin(), keys.end());
  words.insert(words.end(), arguments.begin(), arguments.end());
  try {
    return send_encoded(encoded(words));
  } catch (const NoScript&) {
    words[0] = "EVAL";
    words[1] = script.source;
    return send_encoded(encoded(words));
  }
}

std::vector<std::string> with(std::vector<std::string> command, const std::vector<std::string>& words) {
  command.insert(command.end(), words.begin(), words.end());
  return command;
}

Replies::Replies(const Commands& commands, Reply::List replies) {
  if (replies.size() != commands.size()) throw RedisError("a reply for each command was expected");
  auto reply = replies.begin();
  for (const auto& [name, words] : commands) replies_.emplace(name, std::move(*reply++));
}

std::vector<std::string> Reply::texts() const {
  std::vector<std::string> all;
  all.reserve(list().size());
  for (const Reply& each : list()) all.push_back(each.text());
  return all;
}

std::map<std::string, std::string> Reply::fields() const {
  const auto to_text = [](const Reply& value) {
    if (value.is_nil()) return std::string();
    const auto* number = std::get_if<long long>(&value.value_);
    return number != nullptr ? std::to_string(*number) : value.text();
  };
  if (list().size() % 2 != 0) throw RedisError("a name without a value");
  std::map<std::string, std::string> all;
  for (auto at = list().begin(); at != list().end(); at += 2) all.emplace(at->text(), to_text(at[1]));
  return all;
}

}  // namespace io
