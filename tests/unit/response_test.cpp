#define BOOST_TEST_MODULE response
#include <boost/test/unit_test.hpp>

#include "web/response.hpp"

using web::Response;

BOOST_AUTO_TEST_CASE(as_cgi) {
  const Response response = web::plain("OK");
  BOOST_TEST(response.to_cgi(true) ==
             "Status: 200 OK\r\nCache-Control: no-store\r\nContent-Type: text/plain; charset=utf-8\r\n"
             "Content-Length: 2\r\n\r\nOK");
  BOOST_TEST(response.to_cgi(false).find("Content-Length: 2\r\n\r\n") != std::string::npos);
  BOOST_TEST(web::see_other("/admin").to_cgi(true).find("Location: /admin\r\n") != std::string::npos);
}
