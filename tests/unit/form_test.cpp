#define BOOST_TEST_MODULE form
#include <boost/test/unit_test.hpp>

#include "web/form.hpp"

using web::Form;

BOOST_AUTO_TEST_CASE(fields) {
  const auto form = Form::parse("prizes=A+Banana%0D%0A%C3%89cole&duration=900&empty=&alone&=x&&prizes=second");
  BOOST_REQUIRE(form);
  BOOST_TEST(form->field("prizes") == "A Banana\r\nÉcole");
  BOOST_TEST(form->field("duration") == "900");
  BOOST_TEST(form->field("empty") == "");
  BOOST_TEST(form->field("alone") == "");
  BOOST_TEST(form->field("absent") == "");
  BOOST_TEST(Form::parse("")->field("x") == "");
}

BOOST_AUTO_TEST_CASE(any_byte) { BOOST_TEST(Form::parse("a=%00%ff")->field("a") == std::string("\0\xff", 2)); }

BOOST_AUTO_TEST_CASE(broken_percent_encoding) {
  for (const char* text : {"a=%", "a=%4", "a=%zz", "%g0=a", "a=%4&b=1", "a=%+1", "a=%-1", "a=% 1", "a=%0x"}) {
    BOOST_TEST(!Form::parse(text), text);
  }
}
