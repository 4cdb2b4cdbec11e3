#include "io/connection.hpp"

#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <numeric>

#include "io/tls.hpp"

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// Short, since there may be several addresses and several sentinels.
constexpr milliseconds name_limit{250};
constexpr milliseconds connect_limit{300};
constexpr milliseconds sentinel_limit{200};

struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using RawReply = std::unique_ptr<redisReply, FreeReply>;

// Such as "MOVED 3999 127.0.0.1:6381".
[[noreturn]] void throw_error(const std::string& said) {
  if (said.rfind("NOSCRIPT", 0) == 0) throw io::NoScript(said);
  if (said.rfind("MOVED ", 0) == 0) {
    if (auto node = io::parse_host_and_port(said.substr(said.rfind(' ') + 1))) throw io::Moved(said, std::move(*node));
  }
  throw io::RedisError(said);
}

io::Reply::Value copy(const redisReply& raw) {
  switch (raw.type) {
    case REDIS_REPLY_NIL: return nullptr;
    case REDIS_REPLY_INTEGER: return raw.integer;
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS: return std::string(raw.str, static_cast<std::size_t>(raw.len));
    case REDIS_REPLY_ARRAY: {
      io::Reply::List list;
      list.reserve(raw.elements);
      std::for_each(raw.element, raw.element + raw.elements,
                    [&](const redisReply* element) { list.emplace_back(copy(*element)); });
      return list;
    }
    default: throw_error(raw.str == nullptr ? "unknown reply" : raw.str);
  }
}

// In Redis's protocol, an array of bulk strings (RESP); hiredis takes three times as long to encode it.
std::string encoded(const std::vector<std::string_view>& words) {
  std::string text = "*" + std::to_string(words.size()) + "\r\n";
  text.reserve(std::accumulate(words.begin(), words.end(), text.size(),
                               [](std::size_t sum, std::string_view word) { return sum + word.size() + 26; }));
  for (const std::string_view word : words) {
    text.append("$").append(std::to_string(word.size())).append("\r\n").append(word).append("\r\n");
  }
  return text;
}

timeval in_time(microseconds limit) { return {limit.count() / 1'000'000, limit.count() % 1'000'000}; }

// What hiredis has connected, or its error as an exception.
io::Context made(redisContext* connected) {
  if (connected == nullptr) throw io::RedisError("out of memory");
  io::Context context(connected, redisFree);
  if (context->err != 0) throw io::Unreachable(context->errstr);
  return context;
}

}  // namespace

namespace io {

Connection::Connection(Context context) : context_(std::move(context)) {
  context_->flags &= ~REDIS_BLOCK;
  fcntl(context_->fd, F_SETFL, fcntl(context_->fd, F_GETFL) | O_NONBLOCK);
}

void Connection::check(int done) const {
  if (done != REDIS_OK) throw Unreachable(context_->errstr);
}

// Not by a blocking read, which on a Unix socket also wakes up when Redis reads the command: with polling, entering is
// several percent faster.
short Connection::wait_for(short events) const {
  const auto left = std::chrono::ceil<milliseconds>(end_ - Clock::now());
  pollfd connection{context_->fd, events, 0};
  const int found = poll(&connection, 1, static_cast<int>(std::max(left, milliseconds(0)).count()));
  if (found == 0) throw Unreachable("no answer in time");
  return found > 0 ? connection.revents : short{0};  // less than 0: a signal
}

void Connection::append(const std::vector<std::string_view>& words) {
  const std::string command = encoded(words);
  check(redisAppendFormattedCommand(context_.get(), command.data(), command.size()));
}

Reply Connection::receive() {
  void* received = nullptr;
  for (;;) {
    check(redisGetReplyFromReader(context_.get(), &received));
    if (received != nullptr) break;
    int is_sent = 0;
    check(redisBufferWrite(context_.get(), &is_sent));
    const short found = wait_for(is_sent != 0 ? POLLIN : POLLIN | POLLOUT);
    if ((found & ~POLLOUT) != 0) check(redisBufferRead(context_.get()));
  }
  const RawReply reply(static_cast<redisReply*>(received));
  return Reply(copy(*reply));
}

bool Connection::is_alive() const {
  char byte = 0;
  return recv(context_->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

Connector::Connector(RedisSettings settings, LookUp look_up)
    : settings_(std::move(settings)), look_up_(std::move(look_up)) {}

Connection Connector::connect(Time end) {
  if (node_) {
    try {
      return log_in(dial(*node_), end);
    } catch (const Unreachable&) {
      node_.reset();
    }
  }
  if (!settings_.sentinels.empty()) return connect_to_master(end);
  if (!settings_.socket.empty()) return log_in(dial_socket(), end);
  return log_in(dial({settings_.host, settings_.port}), end);
}

Connection Connector::dial_socket() const {
  return Connection(made(redisConnectUnixWithTimeout(settings_.socket.c_str(), in_time(connect_limit))));
}

Connection Connector::dial(const HostAndPort& there) {
  const Addresses addresses =
      resolvers_.try_emplace(there.host, look_up_).first->second.addresses(there.host, name_limit);
  std::string reason = there.host + ": no address found";
  for (const std::string& address : addresses) {
    // An address that does not answer must not use up the time of the next ones.
    const auto share = microseconds(connect_limit) / static_cast<int>(addresses.size());
    try {
      Context context = made(redisConnectWithTimeout(address.c_str(), there.port, in_time(share)));
      if (settings_.uses_tls) {
        redisSetTimeout(context.get(), in_time(connect_limit));
        start_tls(*context, there.host, settings_.tls_authority);
      }
      return Connection(std::move(context));
    } catch (const Unreachable& error) {
      reason = error.what();
    }
  }
  throw Unreachable(reason);
}

Connection Connector::log_in(Connection connection, Time end) const {
  const auto send_in_time = [&](const std::vector<std::string>& words) {
    connection.set_end(end);
    connection.send(words);
  };
  if (!settings_.password.empty()) {
    std::vector<std::string> login{"AUTH", settings_.password};
    if (!settings_.username.empty()) login.insert(login.begin() + 1, settings_.username);
    send_in_time(login);
  }
  if (settings_.database != 0) send_in_time({"SELECT", std::to_string(settings_.database)});
  return connection;
}

HostAndPort Connector::ask_sentinel(const HostAndPort& sentinel, Time end) {
  Connection connection = dial(sentinel);
  connection.set_end(std::min(end, Connection::Clock::now() + sentinel_limit));
  const Reply told = connection.send(std::vector<std::string>{"SENTINEL", "get-master-addr-by-name", settings_.master});
  if (told.is_nil()) throw RedisError("the sentinels have no master called " + settings_.master);
  return {told.list().at(0).text(), std::stoi(told.list().at(1).text())};
}

// A sentinel may lag behind a failover, so the server that it names must itself report that it is the master.
Connection Connector::connect_to_master(Time end) {
  std::string reason;
  for (auto sentinel = settings_.sentinels.begin(); sentinel != settings_.sentinels.end(); ++sentinel) {
    try {
      Connection connection = log_in(dial(ask_sentinel(*sentinel, end)), end);
      connection.set_end(end);
      if (connection.send(std::vector<std::string>{"ROLE"}).list().at(0).text() == "master") {
        std::rotate(settings_.sentinels.begin(), sentinel, std::next(sentinel));  // ask it first from now on
        return connection;
      }
      reason = "the sentinels name a replica";
    } catch (const RedisError& error) {
      reason = error.what();
    }
  }
  throw Unreachable("no master: " + reason);
}

}  // namespace io
