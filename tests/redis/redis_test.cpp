#define BOOST_TEST_MODULE redis
#include <arpa/inet.h>

#include <boost/test/unit_test.hpp>
#include <future>
#include <thread>

#include "io/redis.hpp"
#include "support/redis_server.hpp"

using io::Redis;
using io::RedisError;
using namespace std::string_literals;

namespace {

using Clock = std::chrono::steady_clock;

// A socket on a free port of 127.0.0.x, closed with the object.
class Port {
 public:
  explicit Port(const char* address, int port = 0) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)) {
    sockaddr_in name = to_name(address, port);
    const int yes = 1;
    setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    BOOST_REQUIRE(bind(socket_, to_pointer(name), sizeof name) == 0);
    socklen_t size = sizeof name;
    getsockname(socket_, to_pointer(name), &size);
    number_ = ntohs(name.sin_port);
  }
  ~Port() { close(socket_); }
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;

  int number() const { return number_; }
  void listen_without_room() const { BOOST_REQUIRE(listen(socket_, 0) == 0); }
  // Answers one client with a number that does not end, a digit every 100 ms.
  void trickle() const {
    int client = -1;
    while ((client = accept(socket_, nullptr, nullptr)) < 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    for (const char c : ":1234567890123456789012345678901234567890"s) {
      if (send(client, &c, 1, MSG_NOSIGNAL) < 0) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    close(client);
  }
  void connect_to(const char* address, int port) const {
    sockaddr_in name = to_name(address, port);
    connect(socket_, to_pointer(name), sizeof name);
  }

 private:
  static sockaddr_in to_name(const char* address, int port) {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(static_cast<std::uint16_t>(port));
    inet_pton(AF_INET, address, &name.sin_addr);
    return name;
  }
  static sockaddr* to_pointer(sockaddr_in& name) { return reinterpret_cast<sockaddr*>(&name); }

  int socket_;
  int number_;
};

// The same server by a host name, which has to be looked up; it listens on 127.0.0.1 only.
io::RedisSettings by_name(const RedisServer& server) {
  io::RedisSettings settings;
  settings.host = "redis.example";
  settings.port = Port("127.0.0.1").number();
  Redis redis(server.settings());
  redis.command({"CONFIG", "SET", "bind", "127.0.0.1"});
  redis.command({"CONFIG", "SET", "port", std::to_string(settings.port)});
  return settings;
}

// A server that has just hung is not tried again for a second.
void after_the_pause() { std::this_thread::sleep_for(std::chrono::milliseconds(1020)); }

}  // namespace

BOOST_AUTO_TEST_CASE(every_type_of_reply) {
  const RedisServer server;
  Redis redis(server.settings());
  BOOST_TEST(redis.command({"SET", "k", "a\0\xff"s}).text() == "OK");
  BOOST_TEST(redis.command({"GET", "k"}).text() == "a\0\xff"s);
  BOOST_TEST(redis.command({"GET", "none"}).is_nil());
  BOOST_TEST(redis.command({"STRLEN", "k"}).integer() == 3);
  BOOST_TEST(redis.command({"MGET", "k", "none"}).list().size() == 2);
  BOOST_CHECK_THROW(redis.command({"GET", "k"}).integer(), RedisError);
  BOOST_CHECK_THROW(redis.command({"LPUSH", "k", "x"}), RedisError);
  BOOST_TEST(redis.command({"GET", "%s%n"}).is_nil());  // words are never formats
}

BOOST_AUTO_TEST_CASE(names_and_values) {
  const RedisServer server;
  Redis redis(server.settings());
  using Fields = std::map<std::string, std::string>;
  redis.command({"HSET", "h", "a", "1", "b", "\0"s});
  BOOST_TEST((redis.command({"HGETALL", "h"}).fields() == Fields{{"a", "1"}, {"b", "\0"s}}));
  BOOST_TEST(redis.command({"HGETALL", "none"}).fields().empty());
  const auto fields = [&](const std::string& list) {
    return redis.command({"EVAL", "return {" + list + "}", "0"}).fields();
  };
  BOOST_TEST((fields("'n', -7, 'nil', false, 's', 'x'") == Fields{{"n", "-7"}, {"nil", ""}, {"s", "x"}}));
  for (const char* list : {"'a'", "1, 'a'", "'a', {}", "'a', 'b', 'c'"}) BOOST_CHECK_THROW(fields(list), RedisError);
  BOOST_CHECK_THROW(redis.command({"PING"}).fields(), RedisError);
}

BOOST_AUTO_TEST_CASE(scripts_survive_a_flush) {
  const RedisServer server;
  Redis redis(server.settings());
  const io::Script script{"d006f1a90249474274c76f5be725b8f5804a346b", "return {KEYS[1], ARGV[1]}"};
  const auto echo = [&] { return redis.script(script, {"k"}, {"a"}).list().at(1).text(); };
  BOOST_TEST(echo() == "a");
  redis.command({"SCRIPT", "FLUSH"});
  BOOST_TEST(echo() == "a");
}

BOOST_AUTO_TEST_CASE(several_commands_as_one) {
  const RedisServer server;
  Redis redis(server.settings());
  const auto replies =
      redis.transaction({{"set", {"SET", "k", "1"}}, {"count", {"INCR", "k"}}, {"none", {"GET", "none"}}});
  BOOST_TEST(replies["set"].text() == "OK");
  BOOST_TEST(replies["count"].integer() == 2);
  BOOST_TEST(replies["none"].is_nil());
  BOOST_CHECK_THROW(replies["nothing"], std::out_of_range);
  BOOST_TEST(redis.transaction({{"two words", {"GET", "k"}}})["two words"].text() == "2");
  BOOST_CHECK_THROW(redis.transaction({{"set", {"SET", "k", "9"}}, {"bad", {"NONSENSE"}}}), RedisError);
  BOOST_TEST(redis.command({"GET", "k"}).text() == "2");
  BOOST_CHECK_THROW(redis.transaction({{"bad", {"LPUSH", "k", "x"}}}), RedisError);
}

BOOST_AUTO_TEST_CASE(reading_at_one_moment) {
  const RedisServer server;
  Redis redis(server.settings());
  redis.command({"HSET", "h", "a", "1"});
  redis.command({"SADD", "s", "x"});
  redis.command({"CONFIG", "SET", "maxmemory", "1"});  // Redis 7 then rejects even a read-only MULTI
  const auto seen = redis.read({{"none", {"GET", "none"}},
                                {"h", {"HGETALL", "h"}},
                                {"members", {"SMISMEMBER", "s", "x", "y"}},
                                {"time", {"PTTL", "s"}}});
  BOOST_TEST(seen["none"].is_nil());
  BOOST_TEST((seen["h"].fields() == std::map<std::string, std::string>{{"a", "1"}}));
  BOOST_TEST(seen["members"].list().at(0).integer() == 1);
  BOOST_TEST(seen["members"].list().at(1).integer() == 0);
  BOOST_TEST(seen["time"].integer() == -1);
  BOOST_CHECK_THROW(redis.read({{"wrong", {"HGETALL", "s"}}}), RedisError);
}

BOOST_AUTO_TEST_CASE(a_restart_is_not_noticed) {
  RedisServer server;
  Redis redis(server.settings());
  redis.command({"PING"});
  server.stop();
  BOOST_CHECK_THROW(redis.command({"PING"}), RedisError);
  server.start();
  BOOST_TEST(redis.command({"PING"}).text() == "PONG");
  server.stop();
  server.start();
  BOOST_TEST(redis.command({"PING"}).text() == "PONG");  // nothing was sent over the dead connection
}

BOOST_AUTO_TEST_CASE(a_hung_server_is_given_up_in_time) {
  const RedisServer server;
  Redis redis(server.settings());
  redis.command({"PING"});
  server.pause();
  for (int attempt = 0; attempt < 2; ++attempt) {  // over the old connection, then over a new one
    const auto start = Clock::now();
    redis.begin();
    BOOST_CHECK_THROW(redis.command({"PING"}), RedisError);
    BOOST_TEST((Clock::now() - start < std::chrono::seconds(2)));
    const auto next = Clock::now();
    for (int i = 0; i < 100; ++i) {
      redis.begin();
      BOOST_CHECK_THROW(redis.command({"PING"}), RedisError);
    }
    BOOST_TEST((Clock::now() - next < std::chrono::milliseconds(300)));  // none of them waits too
    after_the_pause();
  }
  server.resume();
  redis.begin();
  BOOST_TEST(redis.command({"PING"}).text() == "PONG");
}

BOOST_AUTO_TEST_CASE(a_hung_server_is_given_up_within_a_large_command) {
  const RedisServer server;
  Redis redis(server.settings());
  const std::string large(20'000'000, 'x');
  redis.command({"SET", "large", large});
  BOOST_TEST((redis.command({"GET", "large"}).text() == large));
  server.pause();
  const auto start = Clock::now();
  redis.begin(std::chrono::milliseconds(500));
  BOOST_CHECK_THROW(redis.command({"SET", "large", large}), RedisError);
  BOOST_TEST((Clock::now() - start < std::chrono::milliseconds(900)));
  server.resume();
}

BOOST_AUTO_TEST_CASE(a_reply_that_trickles_in_is_given_up_in_time) {
  const Port port("127.0.0.1");
  port.listen_without_room();
  const auto server = std::async(std::launch::async, [&] { port.trickle(); });
  io::RedisSettings settings;
  settings.host = "127.0.0.1";
  settings.port = port.number();
  Redis redis(settings);
  const auto start = Clock::now();
  redis.begin(std::chrono::milliseconds(500));
  BOOST_CHECK_THROW(redis.command({"PING"}), RedisError);
  BOOST_TEST((Clock::now() - start < std::chrono::milliseconds(900)));
}

BOOST_AUTO_TEST_CASE(all_commands_share_the_time_limit) {
  const RedisServer server;
  Redis redis(server.settings());
  const auto wait = [&](const char* seconds) { redis.command({"BLPOP", "nothing", seconds}); };
  redis.begin(std::chrono::milliseconds(600));
  wait("0.35");
  const auto start = Clock::now();
  BOOST_CHECK_THROW(wait("5"), RedisError);
  BOOST_TEST((Clock::now() - start < std::chrono::milliseconds(500)));
}

BOOST_AUTO_TEST_CASE(logs_in_and_selects_on_each_connection) {
  RedisServer server;
  Redis root(server.settings());
  root.command({"ACL", "SETUSER", "me", "on", ">secret", "~*", "+@all"});
  root.command({"CONFIG", "SET", "requirepass", "secret"});
  auto settings = server.settings();
  settings.database = 3;
  BOOST_CHECK_THROW(Redis(settings).command({"PING"}), RedisError);
  settings.password = "wrong";
  BOOST_CHECK_THROW(Redis(settings).command({"PING"}), RedisError);
  settings.password = "secret";
  BOOST_TEST(Redis(settings).command({"PING"}).text() == "PONG");
  settings.username = "me";
  Redis redis(settings);
  redis.command({"SET", "k", "v"});
  redis.command({"CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"});
  BOOST_TEST(redis.command({"GET", "k"}).text() == "v");
  settings.database = 0;
  BOOST_TEST(Redis(settings).command({"GET", "k"}).is_nil());
}

BOOST_AUTO_TEST_CASE(no_server) {
  io::RedisSettings settings;
  settings.socket = "/nowhere/redis.sock";
  BOOST_CHECK_THROW(Redis(settings).command({"PING"}), RedisError);
  settings.socket.clear();
  settings.host = "127.0.0.1";
  settings.port = 1;
  BOOST_CHECK_THROW(Redis(settings).command({"PING"}), RedisError);
}

BOOST_AUTO_TEST_CASE(a_dead_name_server_takes_nobody_s_time) {
  const RedisServer server;
  std::promise<io::Addresses> told;
  const std::shared_future<io::Addresses> answer(told.get_future());
  Redis redis(by_name(server), [answer](const std::string&) { return answer.get(); });
  for (int attempt = 0; attempt < 2; ++attempt) {
    redis.begin();
    const auto start = Clock::now();
    BOOST_CHECK_THROW(redis.command({"PING"}), RedisError);
    BOOST_TEST((Clock::now() - start < std::chrono::milliseconds(500)));
    after_the_pause();
  }
  told.set_value({"127.0.0.1"});
  redis.begin();
  BOOST_TEST(redis.command({"PING"}).text() == "PONG");
}

BOOST_AUTO_TEST_CASE(a_name_without_an_address) {
  const RedisServer server;
  BOOST_CHECK_THROW(Redis(by_name(server), [](auto&&) { return io::Addresses(); }).command({"PING"}), RedisError);
}

BOOST_AUTO_TEST_CASE(each_address_is_tried) {
  const RedisServer server;
  const auto settings = by_name(server);
  const auto answer_of = [&](const io::Addresses& addresses) {
    return Redis(settings, [addresses](const std::string&) { return addresses; }).command({"PING"}).text();
  };
  BOOST_TEST(answer_of({"127.0.0.2", "::1", "127.0.0.1"}) == "PONG");  // the others refuse connections

  const Port silent("127.0.0.3", settings.port);
  silent.listen_without_room();
  std::vector<std::unique_ptr<Port>> crowd;
  for (int i = 0; i < 4; ++i) {
    crowd.push_back(std::make_unique<Port>("127.0.0.1"));
    crowd.back()->connect_to("127.0.0.3", settings.port);
  }
  const auto start = Clock::now();
  BOOST_CHECK_THROW(answer_of({"127.0.0.3", "127.0.0.3", "127.0.0.3"}), RedisError);
  BOOST_TEST((Clock::now() - start > std::chrono::milliseconds(200)));  // it really is silent
  BOOST_TEST((Clock::now() - start < std::chrono::milliseconds(500)));
  const auto again = Clock::now();
  BOOST_TEST(answer_of({"127.0.0.3", "127.0.0.1", "127.0.0.2"}) == "PONG");
  BOOST_TEST((Clock::now() - again < std::chrono::milliseconds(280)));  // the silent one had a third of the time
}

// The login and the command could both be slow, and their waits would add up.
BOOST_AUTO_TEST_CASE(nothing_is_sent_after_a_slow_login) {
  RedisServer server;
  Redis(server.settings()).command({"CONFIG", "SET", "requirepass", "secret"});
  auto settings = server.settings();
  settings.password = "secret";
  Redis redis(settings);
  server.pause();
  auto waiting = std::async(std::launch::async, [&] {
    const auto start = Clock::now();
    BOOST_CHECK_THROW(redis.command({"BLPOP", "none", "5"}), RedisError);
    return Clock::now() - start;
  });
  std::this_thread::sleep_for(std::chrono::seconds(1));
  server.resume();
  BOOST_TEST((waiting.get() < std::chrono::seconds(2)));
}
