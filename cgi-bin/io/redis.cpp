#include "io/redis.hpp"

#include <hiredis/hiredis.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Together less than 2 s: somebody is waiting.
constexpr milliseconds connect_limit{300};
constexpr milliseconds answer_limit{1400};
constexpr milliseconds slow_answer{300};

milliseconds left_until(Clock::time_point end) {
  return std::max(std::chrono::duration_cast<milliseconds>(end - Clock::now()), milliseconds(1));
}

timeval to_timeval(milliseconds time) { return {time.count() / 1000, time.count() % 1000 * 1000}; }

struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using RawReply = std::unique_ptr<redisReply, FreeReply>;

struct NoScript : io::RedisError {
  using io::RedisError::RedisError;
};

io::Reply::Value copy(const redisReply& raw) {
  switch (raw.type) {
    case REDIS_REPLY_NIL:
      return nullptr;
    case REDIS_REPLY_INTEGER:
      return raw.integer;
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
      return std::string(raw.str, static_cast<std::size_t>(raw.len));
    case REDIS_REPLY_ARRAY: {
      io::Reply::List list;
      list.reserve(raw.elements);
      std::for_each(raw.element, raw.element + raw.elements,
                    [&](const redisReply* element) { list.emplace_back(copy(*element)); });
      return list;
    }
    default:
      if (raw.str == nullptr) throw io::RedisError("unknown reply");
      if (std::string_view(raw.str).rfind("NOSCRIPT", 0) == 0) throw NoScript(raw.str);
      throw io::RedisError(raw.str);
  }
}

void append(redisContext& context, const std::vector<std::string>& words) {
  std::vector<const char*> starts;
  std::vector<std::size_t> lengths;
  starts.reserve(words.size());
  lengths.reserve(words.size());
  for (const std::string& word : words) {
    starts.push_back(word.data());
    lengths.push_back(word.size());
  }
  const int done = redisAppendCommandArgv(&context, static_cast<int>(words.size()), starts.data(), lengths.data());
  if (done != REDIS_OK) throw io::RedisError(context.errstr);
}

// The next reply, which must be here by then.
io::Reply receive(redisContext& context, Clock::time_point end) {
  if (redisSetTimeout(&context, to_timeval(left_until(end))) != REDIS_OK) throw io::RedisError(context.errstr);
  void* received = nullptr;
  if (redisGetReply(&context, &received) != REDIS_OK) throw io::RedisError(context.errstr);
  const RawReply reply(static_cast<redisReply*>(received));
  return io::Reply(copy(*reply));
}

// Redis closes idle connections when it is restarted or told to. Noticing this before sending means that no command is
// ever sent twice.
bool is_alive(const redisContext& context) {
  char byte = 0;
  return recv(context.fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace

namespace io {

void Redis::Disconnect::operator()(redisContext* context) const { redisFree(context); }

Redis::Connection Redis::connect() {
  if (!settings_.socket.empty()) {
    return Connection(redisConnectUnixWithTimeout(settings_.socket.c_str(), to_timeval(connect_limit)));
  }
  const auto end = Clock::now() + connect_limit;
  Addresses addresses;
  try {
    addresses = resolver_.addresses(settings_.host, connect_limit);
  } catch (const std::runtime_error& error) {
    throw RedisError(settings_.host + ": " + error.what());
  }
  if (addresses.empty()) throw RedisError(settings_.host + ": no address found");
  Connection connection;
  for (auto untried = static_cast<int>(addresses.size()); untried > 0; --untried) {
    // An equal share of what is left: one address that does not answer must not take the time of those after it.
    const std::string& address = *(addresses.end() - untried);
    const timeval share = to_timeval(std::max(left_until(end) / untried, milliseconds(1)));
    connection.reset(redisConnectWithTimeout(address.c_str(), settings_.port, share));
    if (connection && connection->err == 0) break;
  }
  return connection;
}

void Redis::log_in(redisContext& context) const {
  const auto send = [&](const std::vector<std::string>& words) {
    append(context, words);
    receive(context, sent_ + answer_limit);
  };
  if (!settings_.password.empty()) {
    std::vector<std::string> login{"AUTH", settings_.password};
    if (!settings_.username.empty()) login.insert(login.begin() + 1, settings_.username);
    send(login);
  }
  if (settings_.database != 0) send({"SELECT", std::to_string(settings_.database)});
}

// While it is in use nobody holds the connection but the caller: where that throws, the connection ends with it.
Redis::Connection Redis::take() {
  if (is_slow_) throw RedisError("too slow");
  if (connection_ && is_alive(*connection_)) {
    sent_ = Clock::now();
    return std::move(connection_);
  }
  Connection connection = connect();
  if (!connection) throw RedisError("out of memory");
  if (connection->err != 0) throw RedisError(connection->errstr);
  sent_ = Clock::now();
  log_in(*connection);
  return connection;
}

void Redis::give_back(Connection connection) {
  connection_ = std::move(connection);
  is_slow_ = Clock::now() - sent_ > slow_answer;
}

Reply Redis::command(const std::vector<std::string>& words) {
  Connection connection = take();
  append(*connection, words);
  Reply reply = receive(*connection, sent_ + answer_limit);
  give_back(std::move(connection));
  return reply;
}

Replies Redis::transaction(const Commands& commands) {
  Connection connection = take();
  const auto end = sent_ + answer_limit;
  append(*connection, {"MULTI"});
  for (const auto& [name, words] : commands) append(*connection, words);
  append(*connection, {"EXEC"});
  for (std::size_t queued = 0; queued <= commands.size(); ++queued) receive(*connection, end);
  const Reply replies = receive(*connection, end);
  give_back(std::move(connection));
  Replies::ByName by_name;
  auto reply = replies.list().begin();
  for (const auto& [name, words] : commands) by_name.emplace(name, *reply++);
  return Replies(std::move(by_name));
}

Reply Redis::script(const Script& script, const std::vector<std::string>& keys,
                    const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"EVALSHA", std::string(script.sha1), std::to_string(keys.size())};
  words.reserve(words.size() + keys.size() + arguments.size());
  words.insert(words.end(), keys.begin(), keys.end());
  words.insert(words.end(), arguments.begin(), arguments.end());
  try {
    return command(words);
  } catch (const NoScript&) {
    words[0] = "EVAL";
    words[1] = script.source;
    return command(words);
  }
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

const Reply& Replies::operator[](std::string_view name) const {
  const auto found = replies_.find(name);
  if (found == replies_.end()) throw std::out_of_range("no command is named " + std::string(name));
  return found->second;
}

}  // namespace io
