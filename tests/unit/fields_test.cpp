#define BOOST_TEST_MODULE fields
#include <boost/test/unit_test.hpp>

#include "web/fields.hpp"
#include "web/form.hpp"

using nlohmann::json;

namespace {

const std::string form_type(web::Form::type);

std::variant<json, int> fields_of(const std::string& type, const std::string& body) {
  web::Request request;
  request.content_type = type;
  request.body = body;
  return web::fields_of(request);
}

json fields(const std::string& type, const std::string& body) {
  const auto found = fields_of(type, body);
  BOOST_REQUIRE(std::holds_alternative<json>(found));
  return std::get<json>(found);
}

int refusal(const std::string& type, const std::string& body) {
  const auto found = fields_of(type, body);
  return std::holds_alternative<int>(found) ? std::get<int>(found) : 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_form_or_json) {
  const json both{{"prize", "A Banana"}, {"reason", "é"}};
  BOOST_TEST(fields(form_type, "prize=A+Banana&reason=%C3%A9&prize=second") == both);
  BOOST_TEST(fields(form_type + "; charset=utf-8", "prize=A+Banana&reason=%C3%A9") == both);
  BOOST_TEST(fields("application/json", R"({"prize": "A Banana", "reason": "é"})") == both);
  BOOST_TEST(fields("Application/JSON;charset=UTF-8", R"({"a": [1, null]})") == json::parse(R"({"a": [1, null]})"));
}

BOOST_AUTO_TEST_CASE(no_body_has_no_fields) {
  for (const std::string& type :
       {std::string(), form_type, std::string("application/json"), std::string("text/plain")}) {
    BOOST_TEST(fields(type, "") == json::object(), type);
  }
  BOOST_TEST(fields(form_type, "&&") == json::object());
  BOOST_TEST(fields("application/json", "{}") == json::object());
}

BOOST_AUTO_TEST_CASE(another_type_is_415) {
  for (const char* type : {"", "text/plain", "multipart/form-data; boundary=x", "application/jsonp"}) {
    BOOST_TEST(refusal(type, "a=1") == 415, type);
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_422) {
  BOOST_TEST(refusal(form_type, "a=%zz") == 422);
  const std::string deep = "{\"a\":" + std::string(500'000, '[') + std::string(500'000, ']') + "}";
  for (const std::string& text : {std::string("a=1"), std::string("{"), std::string("[]"), std::string("\"a\""),
                                  std::string("null"), std::string("{\"a\":\"\xff\"}"), deep}) {
    BOOST_TEST(refusal("application/json", text) == 422);
  }
}

BOOST_AUTO_TEST_CASE(a_field_as_text) {
  const json fields = json::parse(R"({"text": " a ", "number": 900, "negative": -1, "large": 18446744073709551615,
      "null": null, "yes": true, "half": 0.5, "huge": 1e300, "list": ["a"], "object": {}})");
  BOOST_TEST(web::text_of(fields, "text").value() == " a ");
  BOOST_TEST(web::text_of(fields, "number").value() == "900");
  BOOST_TEST(web::text_of(fields, "negative").value() == "-1");
  BOOST_TEST(web::text_of(fields, "large").value() == "18446744073709551615");
  BOOST_TEST(web::text_of(fields, "missing").value() == "");
  for (const char* name : {"null", "yes", "half", "huge", "list", "object"}) {
    BOOST_TEST(!web::text_of(fields, name), name);
  }
  const json form = std::get<json>(fields_of(form_type, "any=%00%ff"));
  BOOST_TEST(web::text_of(form, "any").value() == std::string("\0\xff", 2));
}
