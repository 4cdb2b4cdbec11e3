#define BOOST_TEST_MODULE json
#include <boost/test/unit_test.hpp>
#include <chrono>

#include "io/json.hpp"

using namespace std::string_literals;

namespace {

std::string nested(std::size_t depth, const std::string& open, const std::string& close) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += open;
  text += "1";
  for (std::size_t i = 0; i < depth; ++i) text += close;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(json_and_nothing_else) {
  BOOST_TEST(io::parse_json("{\"a\": 1}")["a"] == 1);
  for (const auto& bad : {""s, "{"s, "{}\0"s, "\0"s, "\"\xff\""s, "{} {}"s}) {
    BOOST_TEST(io::parse_json(bad).is_discarded());
  }
  BOOST_TEST(io::to_text("\xff") == "\"\uFFFD\"");
}

BOOST_AUTO_TEST_CASE(no_more_than_64_levels) {
  for (const auto& [open, close] : {std::pair("["s, "]"s), std::pair("{\"a\":"s, "}"s)}) {
    BOOST_TEST(io::to_text(io::parse_json(nested(64, open, close))) == nested(64, open, close));
    BOOST_TEST(io::parse_json(nested(65, open, close)).is_discarded());
    BOOST_TEST(io::parse_json(nested(500'000, open, close)).is_discarded());
    BOOST_TEST(io::parse_json(nested(500'000, open, "")).is_discarded());
  }
  BOOST_TEST(io::parse_json(std::string(500'000, ']') + std::string(500'000, '[')).is_discarded());
}

BOOST_AUTO_TEST_CASE(many_beside_each_other_are_not_deep) {
  std::string text = "[[]";
  for (int i = 0; i < 1000; ++i) text += ",[{}]";
  BOOST_TEST(io::parse_json(text + "]").size() == 1001);
}

BOOST_AUTO_TEST_CASE(brackets_in_texts_do_not_count) {
  const std::string brackets(1000, '[');
  for (const auto& text : {brackets, "\\\"" + brackets, brackets + "\\\\", "\\u005b\\\\\\\"" + brackets}) {
    BOOST_TEST(io::parse_json("{\"" + text + "\": [\"" + text + "\"]}").is_object(), text);
  }
  // The text ends before the brackets do.
  BOOST_TEST(io::parse_json("[\"\\\\\"," + nested(500'000, "[", "]") + "]").is_discarded());
}

BOOST_AUTO_TEST_CASE(a_large_record_costs_next_to_nothing_more) {
  std::string text = "[\"a\"";
  while (text.size() < 20'000'000) text += ",\"octocat-\\u00e9-of-today\"";
  const auto start = std::chrono::steady_clock::now();
  BOOST_TEST(!io::is_nested_too_deep(text + "]"));
  BOOST_TEST((std::chrono::steady_clock::now() - start < std::chrono::seconds(1)));
}
