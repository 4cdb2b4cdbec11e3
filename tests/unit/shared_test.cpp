#define BOOST_TEST_MODULE shared
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <thread>

#include "web/shared.hpp"

using web::Request;
using web::Response;

namespace {

std::string tag_of(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "ETag") return value;
  }
  return "";
}

Response asked_with(const std::string& if_none_match, const std::string& body = "[]") {
  Request request;
  request.if_none_match = if_none_match;
  return web::shared([&](const Request&) { return web::json(body); })(request);
}

// A handler whose answer is how often it was called.
struct Counted {
  int asked = 0;
  int status = 200;
  web::Handler handler = web::shared([this](const Request&) { return web::plain(std::to_string(++asked), status); });
};

Request home() {
  Request request;
  request.path = "/";
  request.host = "draw.example.org";
  return request;
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_changed_is_304) {
  const std::string tag = tag_of(asked_with(""));
  BOOST_TEST(asked_with("").status == 200);
  BOOST_TEST(tag.size() > 10);
  for (const auto& header : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const Response response = asked_with(header);
    BOOST_TEST(response.status == 304);
    BOOST_TEST(response.body.empty());
    BOOST_TEST(tag_of(response) == tag);
  }
  BOOST_TEST(asked_with(tag, "[1]").status == 200);
}

BOOST_AUTO_TEST_CASE(is_given_again_for_a_moment) {
  Counted counted;
  BOOST_TEST(counted.handler(home()).body == "1");
  BOOST_TEST(counted.handler(home()).body == "1");
  std::this_thread::sleep_for(std::chrono::milliseconds(210));
  BOOST_TEST(counted.handler(home()).body == "2");
}

BOOST_AUTO_TEST_CASE(whoever_has_changed_something_sees_it) {
  Counted counted;
  Request changer = home();
  changer.has_just_changed = true;
  counted.handler(home());
  BOOST_TEST(counted.handler(changer).body == "2");
  BOOST_TEST(counted.handler(changer).body == "3");
  BOOST_TEST(counted.handler(home()).body == "3");
}

BOOST_AUTO_TEST_CASE(another_address_has_another_reply) {
  Counted counted;
  counted.handler(home());
  int expected = 1;
  for (const auto field : {&Request::path, &Request::query, &Request::root, &Request::scheme, &Request::host}) {
    Request other = home();
    other.*field = "other";
    BOOST_TEST(counted.handler(other).body == std::to_string(++expected));
  }
}

BOOST_AUTO_TEST_CASE(a_refusal_is_not_given_again) {
  Counted counted;
  counted.status = 404;
  counted.handler(home());
  const Response second = counted.handler(home());
  BOOST_TEST(second.body == "2");
  BOOST_TEST(second.status == 404);
  BOOST_TEST(second.cache_control == "no-store");
  BOOST_TEST(tag_of(second) == "");
}

BOOST_AUTO_TEST_CASE(nothing_large_is_kept) {
  int asked = 0;
  const auto handler = web::shared([&](const Request&) {
    ++asked;
    return web::plain(std::string(100'000, 'x'));
  });
  handler(home());
  BOOST_TEST(handler(home()).body.size() == 100'000);
  BOOST_TEST(asked == 2);
}
