#define BOOST_TEST_MODULE redis
#include <boost/test/unit_test.hpp>

#include "io/redis.hpp"
#include "support/redis_server.hpp"

using io::Redis;
using io::RedisError;
using namespace std::string_literals;

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
  const auto replies = redis.transaction({{"SET", "k", "1"}, {"INCR", "k"}, {"GET", "none"}});
  BOOST_TEST(replies.size() == 3);
  BOOST_TEST(replies.at(1).integer() == 2);
  BOOST_TEST(replies.at(2).is_nil());
  BOOST_CHECK_THROW(redis.transaction({{"SET", "k", "9"}, {"NONSENSE"}}), RedisError);
  BOOST_TEST(redis.command({"GET", "k"}).text() == "2");
  BOOST_CHECK_THROW(redis.transaction({{"LPUSH", "k", "x"}}), RedisError);
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
    const auto start = std::chrono::steady_clock::now();
    BOOST_CHECK_THROW(redis.command({"PING"}), RedisError);
    BOOST_TEST((std::chrono::steady_clock::now() - start < std::chrono::seconds(2)));
  }
  server.resume();
  BOOST_TEST(redis.command({"PING"}).text() == "PONG");
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
