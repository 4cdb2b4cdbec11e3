#define BOOST_TEST_MODULE request
#include <boost/test/unit_test.hpp>
#include <map>

#include "web/request.hpp"

using web::Request;

namespace {

Request from(const std::map<std::string, std::string>& variables) {
  return Request::from([&](const char* name) {
    const auto found = variables.find(name);
    return found != variables.end() ? found->second.c_str() : nullptr;
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(without_any_variable_everything_is_empty) {
  const Request request = from({});
  BOOST_TEST(request.method.empty());
  BOOST_TEST(request.root.empty());
  BOOST_TEST(request.sec_purpose.empty());
  BOOST_TEST(request.scheme == "http");
}

BOOST_AUTO_TEST_CASE(where_the_site_begins) {
  const std::map<std::string, std::string> roots{{"", ""},
                                                 {"/cgi-bin/enter", ""},
                                                 {"/draw/cgi-bin/enter", "/draw"},
                                                 {"//x/cgi-bin/enter", "/x"},
                                                 {"/my draw/\"é", "/my%20draw/%22%C3%A9"}};
  for (const auto& [name, root] : roots) BOOST_TEST(from({{"SCRIPT_NAME", name}}).root == root, name);
}

BOOST_AUTO_TEST_CASE(browsers_say_under_three_names_that_they_load_ahead_of_time) {
  BOOST_TEST(from({{"HTTP_SEC_PURPOSE", "prefetch;prerender"}, {"HTTP_PURPOSE", "x"}}).sec_purpose ==
             "prefetch;prerender");
  BOOST_TEST(from({{"HTTP_PURPOSE", "prefetch"}}).sec_purpose == "prefetch");
  BOOST_TEST(from({{"HTTP_X_MOZ", "prefetch"}, {"HTTP_PURPOSE", ""}}).sec_purpose == "prefetch");
}

BOOST_AUTO_TEST_CASE(the_type_without_its_parameters_and_in_any_case) {
  const Request request = from({{"CONTENT_TYPE", "Application/JSON \t; charset=utf-8"}});
  BOOST_TEST(request.has_type("application/json"));
  BOOST_TEST(!request.has_type("application"));
  BOOST_TEST(!from({}).has_type("application/json"));
}
