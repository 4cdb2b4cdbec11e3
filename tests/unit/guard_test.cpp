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

BOOST_AUTO_TEST_CASE(then_the_page_that_asked) {
  Request request;
  request.host = "draw.example";
  for (const char* referer :
       {"http://draw.example/", "https://draw.example/x?http://other.example", "http://Draw.example"}) {
    request.referer = referer;
    BOOST_TEST(!is_from_another_site(request), referer);
  }
  for (const char* referer :
       {"http://other.example/draw.example", "http://draw.example.other.example/", "about:blank"}) {
    request.referer = referer;
    BOOST_TEST(is_from_another_site(request), referer);
  }
  request.origin = "http://draw.example";  // takes precedence
  BOOST_TEST(!is_from_another_site(request));
}

BOOST_AUTO_TEST_CASE(default_ports_may_be_left_out) {
  BOOST_TEST(!is_foreign("", "https://draw.example", "draw.example:443"));
  BOOST_TEST(!is_foreign("", "http://draw.example", "draw.example:80"));
  BOOST_TEST(!is_foreign("", "https://draw.example:443", "draw.example"));
  BOOST_TEST(!is_foreign("", "http://[::1]", "[::1]:80"));
  BOOST_TEST(is_foreign("", "https://draw.example", "draw.example:8443"));
}

BOOST_AUTO_TEST_CASE(the_site_s_own_url_is_ours_too) {
  Request request;
  request.host = "127.0.0.1:8080";
  request.url = "https://draw.example/spring/";
  request.origin = "https://draw.example";
  BOOST_TEST(!is_from_another_site(request));
  request.origin = "https://draw.example:8443";
  BOOST_TEST(is_from_another_site(request));
  request.origin = "null";
  request.url.clear();
  BOOST_TEST(is_from_another_site(request));
}

BOOST_AUTO_TEST_CASE(what_a_browser_loads_by_itself) {
  Request request;
  request.method = "GET";
  for (const char* accept : {"", "*/*", "text/html,application/xhtml+xml,image/avif,*/*;q=0.8", "application/json",
                             "application/json, text/plain, */*"}) {
    request.accept = accept;
    BOOST_TEST(!is_loaded_unasked(request), accept);
  }
  for (const char* accept :
       {"image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
        "image/webp,image/avif,image/jxl,video/*;q=0.8,image/*;q=0.8,*/*;q=0.5", "image/*", "text/css,*/*;q=0.1",
        "audio/webm,audio/ogg,*/*;q=0.5", "video/webm,*/*;q=0.5", "application/font-woff2;q=1.0,*/*;q=0.8"}) {
    request.accept = accept;
    BOOST_TEST(is_loaded_unasked(request), accept);
  }
  request.accept = "*/*";
  request.sec_purpose = "prefetch;prerender";
  BOOST_TEST(is_loaded_unasked(request));
  request.method = "POST";
  BOOST_TEST(!is_loaded_unasked(request));
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
