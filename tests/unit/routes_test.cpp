#define BOOST_TEST_MODULE routes
#include <boost/test/unit_test.hpp>

#include "web/routes.hpp"

using namespace web;

namespace {

Pages pages(std::string(SOURCE_DIR) + "/templates");

Handler says(const std::string& text) {
  return [text](const Request&) { return plain(text); };
}

const Routes routes{
    {"GET", "/", Access::everybody, Effect::reads, says("home")},
    {"GET", "/enter/*", Access::everybody, Effect::changes, says("enter")},
    {"POST", "/enter/*", Access::everybody, Effect::changes, says("enter")},
    {"GET", "/admin", Access::administrator, Effect::reads, says("admin")},
    {"POST", "/enddraw", Access::administrator, Effect::changes, says("end")},
};

Response ask(const std::string& method, const std::string& path, bool logged_in = false, const std::string& site = "",
             const std::string& accept = "", const std::string& purpose = "") {
  Request request;
  request.method = method;
  request.path = path;
  request.fetch_site = site;
  request.accept = accept;
  request.sec_purpose = purpose;
  if (logged_in) request.auth_type = "Basic", request.remote_user = "admin";
  return dispatch(routes, pages, request);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_route_that_fits) {
  BOOST_TEST(ask("GET", "/").body == "home");
  BOOST_TEST(ask("HEAD", "/").body == "home");
  BOOST_TEST(ask("POST", "/enter/mona").body == "enter");
  BOOST_TEST(ask("GET", "/enter/").body == "enter");
}

BOOST_AUTO_TEST_CASE(no_such_page) {
  for (const char* path : {"", "/x", "//", "/enter", "/admin/", "/index"}) BOOST_TEST(ask("GET", path).status == 404);
}

BOOST_AUTO_TEST_CASE(no_such_method) {
  const Response response = ask("PUT", "/enter/mona");
  BOOST_TEST(response.status == 405);
  BOOST_TEST(response.headers.back().first == "Allow");
  BOOST_TEST(response.headers.back().second == "GET, POST");
  BOOST_TEST(ask("POST", "/").headers.back().second == "GET, HEAD");
  BOOST_TEST(ask("GET", "/enddraw", true).headers.back().second == "POST");
  BOOST_TEST(ask("", "/").status == 405);
}

BOOST_AUTO_TEST_CASE(head_changes_nothing) {
  const Response response = ask("HEAD", "/enter/mona");
  BOOST_TEST(response.status == 405);
  BOOST_TEST(response.headers.back().first == "Allow");
  BOOST_TEST(response.headers.back().second == "GET, POST");
  BOOST_TEST(ask("HEAD", "/admin", true).body == "admin");
}

BOOST_AUTO_TEST_CASE(a_link_loaded_ahead_of_time_changes_nothing) {
  for (const char* purpose : {"prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip"}) {
    BOOST_TEST(ask("GET", "/enter/mona", false, "", "", purpose).status == 403, purpose);
    BOOST_TEST(ask("GET", "/", false, "", "", purpose).body == "home", purpose);
    BOOST_TEST(ask("POST", "/enter/mona", false, "", "", purpose).body == "enter", purpose);
  }
  BOOST_TEST(ask("GET", "/enter/mona", false, "same-origin").body == "enter");
}

BOOST_AUTO_TEST_CASE(the_administrator_alone) {
  BOOST_TEST(ask("GET", "/admin").status == 403);
  BOOST_TEST(ask("POST", "/enddraw").status == 403);
  BOOST_TEST(ask("GET", "/admin", true).body == "admin");
}

BOOST_AUTO_TEST_CASE(other_sites_may_link_but_not_change) {
  BOOST_TEST(ask("GET", "/", false, "cross-site").status == 200);
  BOOST_TEST(ask("GET", "/admin", true, "cross-site").status == 200);
  BOOST_TEST(ask("POST", "/enddraw", true, "cross-site").status == 403);
  BOOST_TEST(ask("GET", "/enter/mona", false, "cross-site").status == 403);
  BOOST_TEST(ask("POST", "/enddraw", true, "same-origin").body == "end");
}

BOOST_AUTO_TEST_CASE(a_refusal_speaks_the_askers_language) {
  BOOST_TEST(ask("GET", "/x").type == "text/plain; charset=utf-8");
  BOOST_TEST(ask("GET", "/x", false, "", "text/html,*/*").type == "text/html; charset=utf-8");
}

BOOST_AUTO_TEST_CASE(whoever_changes_something_carries_a_cookie_for_a_moment) {
  const Response entered = ask("POST", "/enter/mona");
  BOOST_TEST(entered.headers.back().first == "Set-Cookie");
  BOOST_TEST(entered.headers.back().second == "prizedraw_fresh=1; Path=/; Max-Age=3; HttpOnly; SameSite=Lax");
  BOOST_TEST(ask("POST", "/enddraw").headers.empty());  // refused
  BOOST_TEST(ask("GET", "/").headers.empty());

  Request request;
  BOOST_TEST(!Request::from([](const char*) { return nullptr; }).has_just_changed);
  request = Request::from([](const char* name) {
    return std::string_view(name) == "HTTP_COOKIE" ? "theme=dark; prizedraw_fresh=1" : nullptr;
  });
  BOOST_TEST(request.has_just_changed);
}
