#define BOOST_TEST_MODULE address
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <thread>

#include "io/address.hpp"

using io::Addresses;
using namespace std::chrono_literals;

namespace {

// A name server that answers only when told to. Copies share it, since a look-up may outlive the test.
struct NameServer {
  struct State {
    std::atomic<int> asked{0};
    std::promise<Addresses> told;
    std::shared_future<Addresses> answer{told.get_future()};
  };
  std::shared_ptr<State> state = std::make_shared<State>();

  Addresses operator()(const std::string& host) const {
    BOOST_TEST(host == "redis.example");
    ++state->asked;
    return state->answer.get();
  }
};

Addresses ask(io::Resolver& resolver, std::chrono::milliseconds limit = 5s) {
  return resolver.addresses("redis.example", limit);
}

bool is_silent(io::Resolver& resolver) {
  const auto start = std::chrono::steady_clock::now();
  return ask(resolver, 50ms).empty() && std::chrono::steady_clock::now() - start < 1s;
}

}  // namespace

BOOST_AUTO_TEST_CASE(one_look_up_at_a_time_and_its_late_answer_counts) {
  const NameServer server;
  io::Resolver resolver(server);
  for (int attempt = 0; attempt < 3; ++attempt) BOOST_TEST(is_silent(resolver));
  BOOST_TEST(server.state->asked == 1);
  server.state->told.set_value({"192.0.2.1", "192.0.2.2"});
  BOOST_TEST(ask(resolver) == (Addresses{"192.0.2.1", "192.0.2.2"}));
  BOOST_TEST(server.state->asked == 1);
  ask(resolver);
  BOOST_TEST(server.state->asked == 2);  // nothing is cached, since an address may change
}

BOOST_AUTO_TEST_CASE(no_address) {
  io::Resolver resolver([](const std::string&) { return Addresses(); });
  BOOST_TEST(ask(resolver).empty());
  BOOST_TEST(io::look_up("no such host").empty());
  BOOST_TEST(!io::look_up("localhost").empty());
  BOOST_TEST(io::look_up("192.0.2.7") == Addresses{"192.0.2.7"});
}

BOOST_AUTO_TEST_CASE(a_look_up_that_fails_otherwise_says_so_and_is_forgotten) {
  const auto asked = std::make_shared<std::atomic<int>>(0);
  io::Resolver resolver([asked](const std::string&) -> Addresses {
    if (++*asked == 1) throw std::bad_alloc();
    return {"192.0.2.1"};
  });
  BOOST_CHECK_THROW(ask(resolver), std::bad_alloc);
  BOOST_TEST(ask(resolver) == Addresses{"192.0.2.1"});
}

// This one's thread still hangs when the program exits, which must neither crash nor wait.
BOOST_AUTO_TEST_CASE(a_look_up_that_never_ends_outlives_its_resolver) {
  io::Resolver resolver([](const std::string&) {
    std::this_thread::sleep_for(24h);
    return Addresses();
  });
  BOOST_TEST(is_silent(resolver));
}

BOOST_AUTO_TEST_CASE(an_address_is_its_own) {
  const NameServer server;
  io::Resolver resolver(server);
  for (const char* address : {"127.0.0.1", "::1", "2001:db8::7"}) {
    BOOST_TEST(resolver.addresses(address, 0ms) == Addresses{address});
  }
  BOOST_TEST(server.state->asked == 0);
}
