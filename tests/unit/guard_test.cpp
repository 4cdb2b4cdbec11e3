#define BOOST_TEST_MODULE guard
#include <boost/test/unit_test.hpp>

#include "web/guard.hpp"

using web::Request;

namespace {

bool is_foreign(const std::string& fetch_site, const std::string& origin,
                const std::string& host = "draw.example:8080") {
  Request request;
  request.fetch_site = fetch_site;
  request.origin = origin;
  request.host = host;
  return is_from_another_site(request);
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_the_browser_says_of_the_site_counts_first) {
  BOOST_TEST(!is_foreign("same-origin", "http://other.example"));
  BOOST_TEST(!is_foreign("none", ""));
  for (const char* site : {"cross-site", "same-site", "nonsense"}) {
    BOOST_TEST(is_foreign(site, "http://draw.example:8080"));
  }
}

BOOST_AUTO_TEST_CASE(then_the_origin) {
  BOOST_TEST(!is_foreign("", "http://draw.example:8080"));
  BOOST_TEST(!is_foreign("", "https://DRAW.example:8080"));
  for (const char* origin : {"http://draw.example", "http://draw.example:80801", "http://other.example:8080", "null",
                             "http://draw.example:8080.other.example", "draw.example:8080", "http://"}) {
    BOOST_TEST(is_foreign("", origin), origin);
  }
}

BOOST_AUTO_TEST_CASE(no_browser_passes) { BOOST_TEST(!is_foreign("", "")); }

BOOST_AUTO_TEST_CASE(a_login_is_both_variables) {
  Request request;
  BOOST_TEST(!is_logged_in(request));
  request.remote_user = "admin";
  BOOST_TEST(!is_logged_in(request));
  request.auth_type = "Basic";
  BOOST_TEST(is_logged_in(request));
  request.remote_user.clear();
  BOOST_TEST(!is_logged_in(request));
}
