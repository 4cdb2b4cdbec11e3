#define BOOST_TEST_MODULE serve
#include <boost/test/unit_test.hpp>
#include <iostream>
#include <sstream>

#include "io/redis.hpp"
#include "web/serve.hpp"

using namespace web;

namespace {

Pages pages(std::string(SOURCE_DIR) + "/templates");

const Routes routes{
    {"GET", "/fine", Access::everybody, Effect::reads, [](const Request&) { return plain("fine"); }},
    {"GET", "/redis", Access::everybody, Effect::reads,
     [](const Request&) -> Response { throw io::RedisError("connection refused"); }},
    {"GET", "/ours", Access::everybody, Effect::reads,
     [](const Request&) -> Response { throw std::out_of_range("a fault of\nours"); }},
};

struct Answered {
  Response response;
  std::string log;

  bool says_when_to_try_again() const {
    return response.to_cgi(true).find("\r\nRetry-After: 2\r\n") != std::string::npos;
  }
};

Answered ask(const std::string& path, const std::string& accept = "") {
  Request request;
  request.method = "GET";
  request.path = path;
  request.accept = accept;
  std::ostringstream log;
  std::streambuf* const before = std::cerr.rdbuf(log.rdbuf());
  Response response = answer(request, routes, pages);
  std::cerr.rdbuf(before);
  return {std::move(response), log.str()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_a_handler_returns) {
  const Answered answered = ask("/fine");
  BOOST_TEST(answered.response.body == "fine");
  BOOST_TEST(answered.log.empty());
}

BOOST_AUTO_TEST_CASE(redis_may_come_back) {
  for (const char* accept : {"", "text/html"}) {
    const Answered answered = ask("/redis", accept);
    BOOST_TEST(answered.response.status == 503);
    BOOST_TEST(answered.says_when_to_try_again());
    BOOST_TEST(answered.log.find(": 503 GET /redis: connection refused\n") != std::string::npos, answered.log);
  }
}

BOOST_AUTO_TEST_CASE(anything_else_is_a_fault_of_ours) {
  for (const char* accept : {"", "text/html"}) {
    const Answered answered = ask("/ours", accept);
    BOOST_TEST(answered.response.status == 500);
    BOOST_TEST(answered.response.to_cgi(true).find("Status: 500 Internal Server Error\r\n") == 0);
    BOOST_TEST(!answered.says_when_to_try_again());
    BOOST_TEST(answered.response.body.find("a fault") == std::string::npos);
    BOOST_TEST(answered.log.find(": 500 GET /ours: a fault of\uFFFDours\n") != std::string::npos, answered.log);
  }
}
