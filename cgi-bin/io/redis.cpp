#include "io/redis.hpp"

namespace io {

namespace {

// After a failed wait this long, Redis is not tried again during the pause.
constexpr std::chrono::milliseconds long_wait{200};
constexpr std::chrono::seconds pause{1};

constexpr const char* replicas_limit = "500";  // milliseconds

// Runs the commands of Redis::read(). For each: key, name, number of words that follow, and those words. TIME comes
// last.
constexpr const char* read_all = R"(local replies, at = {}, 1
for i, key in ipairs(KEYS) do
  local last = at + 1 + ARGV[at + 1]
  replies[i] = redis.call(ARGV[at], key, unpack(ARGV, at + 2, last))
  at = last + 1
end
replies[#KEYS + 1] = redis.call('TIME')[1]
return replies)";

// Waits until the replicas have received what this connection has written.
void wait_for(int replicas, Connection& connection) {
  const long long reached = connection.receive().integer();
  if (reached >= replicas) return;
  throw RedisError("only " + std::to_string(reached) + " of " + std::to_string(replicas) +
                   " replicas confirmed the change");
}

}  // namespace

// `talk` takes the connection over: if it throws, the connection is closed.
template <typename Talk>
auto Redis::connected_once(Talk& talk) {
  const auto start = Clock::now();
  if (left_ <= Clock::duration::zero() || start < hung_until_) throw RedisError("too slow");
  const auto end = start + left_;
  try {
    Connection connection = connection_ && connection_->is_alive() ? std::move(*connection_) : connector_.connect(end);
    connection_.reset();
    connection.set_end(end);
    auto answer = talk(connection);
    connection_ = std::move(connection);
    left_ = end - Clock::now();
    return answer;
  } catch (const RedisError& error) {
    connection_.reset();
    left_ = end - Clock::now();
    const bool in_vain = dynamic_cast<const Unreachable*>(&error) != nullptr && Clock::now() - start > long_wait;
    if (in_vain) hung_until_ = Clock::now() + pause;
    throw;
  }
}

template <typename Talk>
auto Redis::connected(Talk talk) {
  try {
    return connected_once(talk);
  } catch (const Moved& moved) {
    connector_.move_to(moved.node);
    return connected_once(talk);
  }
}

Reply Redis::command(const std::vector<std::string>& words) {
  return connected([&](Connection& connection) { return connection.send(words); });
}

Replies Redis::transaction(const Commands& commands) {
  return {commands, connected([&](Connection& connection) {
            connection.append(Views{"MULTI"});
            for (const auto& [name, words] : commands) connection.append(words);
            connection.append(Views{"EXEC"});
            for (std::size_t queued = 0; queued <= commands.size(); ++queued) connection.receive();
            return connection.receive().list();
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

Reply Redis::script(const Script& script, const Views& keys, const Views& arguments, Kept kept) {
  const bool waits = kept == Kept::on_replicas && replicas_ > 0;
  const std::string count = std::to_string(keys.size());
  Views words{"EVALSHA", script.sha1, count};
  words.reserve(words.size() + keys.size() + arguments.size());
  words.insert(words.end(), keys.begin(), keys.end());
  words.insert(words.end(), arguments.begin(), arguments.end());
  return connected([&](Connection& connection) {
    const auto ask = [&] {
      connection.append(words);
      if (waits) connection.append(std::vector<std::string>{"WAIT", std::to_string(replicas_), replicas_limit});
      return connection.receive();
    };
    Reply reply = [&] {
      try {
        return ask();
      } catch (const NoScript&) {
        if (waits) connection.receive();
        words[0] = "EVAL";
        words[1] = script.source;
        return ask();
      }
    }();
    if (waits) wait_for(replicas_, connection);
    return reply;
  });
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

}  // namespace io
