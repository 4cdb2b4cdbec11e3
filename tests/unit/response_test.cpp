#define BOOST_TEST_MODULE response
#include <boost/test/unit_test.hpp>

#include "web/response.hpp"

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
  return shared(web::json(body), request);
}

}  // namespace

BOOST_AUTO_TEST_CASE(as_cgi) {
  const Response response = web::plain("OK");
  BOOST_TEST(response.to_cgi(true) ==
             "Status: 200 OK\r\nCache-Control: no-store\r\nContent-Type: text/plain; charset=utf-8\r\n"
             "Content-Length: 2\r\n\r\nOK");
  BOOST_TEST(response.to_cgi(false).find("Content-Length: 2\r\n\r\n") != std::string::npos);
  BOOST_TEST(web::see_other("/admin").to_cgi(true).find("Location: /admin\r\n") != std::string::npos);
}

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
