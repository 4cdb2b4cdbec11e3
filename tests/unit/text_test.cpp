#define BOOST_TEST_MODULE text
#include <boost/test/unit_test.hpp>
#include <string>

#include "io/text.hpp"

using namespace std::string_literals;

BOOST_AUTO_TEST_CASE(decodes_utf8_and_nothing_else) {
  BOOST_TEST(io::decode_utf8("Grüße 🎉")->size() == 7);
  BOOST_TEST(io::decode_utf8("")->empty());
  for (const auto& bad : {"\xff"s, "\xc3"s, "a\x80"s, "\xc0\xaf"s /* overlong */, "\xed\xa0\x80"s /* surrogate */,
                          "\xf4\x90\x80\x80"s /* above U+10FFFF */, "\xe2\x82"s}) {
    BOOST_TEST(!io::decode_utf8(bad));
  }
}

BOOST_AUTO_TEST_CASE(replaces_each_bad_byte) {
  BOOST_TEST(io::valid_utf8("a\xff\xfe b\n") == "a\uFFFD\uFFFD b\n");
  BOOST_TEST(io::valid_utf8("\xe2\x82") == "\uFFFD\uFFFD");
  BOOST_TEST(io::valid_utf8("è ok") == "è ok");
}

BOOST_AUTO_TEST_CASE(one_line_cannot_be_broken) {
  BOOST_TEST(io::one_line("a\r\nb") == "a\uFFFD\uFFFDb");
  BOOST_TEST(io::one_line("\0\x1b[31m\u2028d\x7f"s) == "\uFFFD\uFFFD[31m\uFFFDd\uFFFD");
}

BOOST_AUTO_TEST_CASE(trims_what_looks_like_nothing) {
  BOOST_TEST(io::trim("  A Banana\r\n") == "A Banana");
  BOOST_TEST(io::trim("\u00a0\u3000x y\u200b\ufeff") == "x y");
  BOOST_TEST(io::trim(" \t\n\u200b ").empty());
  BOOST_TEST(io::trim(" \xff ") == " \xff ");
  for (const char* text : {"", "x", "x \xff\t y"}) BOOST_TEST(io::trim(text) == text);
}

BOOST_AUTO_TEST_CASE(what_a_reader_sees) {
  BOOST_TEST(io::visible(" A\u00a0Banana\u200b ") == "A Banana");
  BOOST_TEST(io::visible("  A  Banana ") == "A  Banana");
  BOOST_TEST(io::visible("so\u00adft \u2764\ufe0f") == "soft \u2764");
  for (const char* blank :
       {"", " ", "\u2800", "\u3164", "\u034f", "\u180e", "\u00ad", "\U000e0041", "\u200b\u2060\ufeff", "\ufe0f",
        "\u115f\uffa0", "\u202e\u202c", "\ufffa", "\U0001d159", "\u3000 \u2800"}) {
    BOOST_TEST(io::visible(blank).empty());
  }
  for (const char* seen : {".", "\u0301", "\ufffd", "\U0001f381", "\x01"}) BOOST_TEST(io::visible(seen) == seen);
  BOOST_TEST(io::visible(" \xff ") == " \xff ");
}

BOOST_AUTO_TEST_CASE(counts_characters_not_bytes) {
  BOOST_TEST(io::first_characters("éclair", 2) == "éc");
  BOOST_TEST(io::first_characters("ab", 5) == "ab");
}

BOOST_AUTO_TEST_CASE(cells_of_a_table) {
  BOOST_TEST(io::csv_cell("A Banana") == "\"A Banana\"");
  BOOST_TEST(io::csv_cell("") == "\"\"");
  BOOST_TEST(io::csv_cell("a \"b\", c\r\nd") == "\"a \"\"b\"\", c\r\nd\"");
  for (const char* formula : {"=1", "+1", "-1", "@f", "\t=1", "\r=1", "＝1"}) {
    BOOST_TEST(io::csv_cell(formula) == "\"'" + std::string(formula) + "\"");
  }
}

BOOST_AUTO_TEST_CASE(lines_with_anything_on_them) {
  BOOST_TEST((io::lines(" a \r\n\n \t\r\n\u3000\u200b\nb b\n") == std::vector<std::string>{"a", "b b"}));
  BOOST_TEST(io::lines("").empty());
}

BOOST_AUTO_TEST_CASE(small_letters) {
  BOOST_TEST(io::to_lower("Mona-42 @[`{ \xc3\x89\xff") == "mona-42 @[`{ \xc3\x89\xff");
}

BOOST_AUTO_TEST_CASE(times) {
  BOOST_TEST(io::to_utc(std::chrono::system_clock::from_time_t(1'769'860'800)) == "2026-01-31T12:00:00Z");
}

BOOST_AUTO_TEST_CASE(times_with_an_offset) {
  BOOST_TEST(io::parse_time("2026-01-31T12:00:00Z").value() == 1'769'860'800);
  BOOST_TEST(io::parse_time("2026-01-31t13:30:00.25+01:30").value() == 1'769'860'800);
  BOOST_TEST(io::parse_time("2026-01-31T08:30:00-03:30").value() == 1'769'860'800);
  BOOST_TEST(io::to_utc(1'769'860'800) == "2026-01-31T12:00:00Z");
  BOOST_TEST(io::parse_time("2024-02-29T00:00:00z").has_value());
  for (const char* text :
       {"", "12:00", "2026-01-31", "2026-01-31T12:00Z", "2026-01-31T12:00:00", "2026-01-31 12:00:00Z",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z",
        "2026-01-31T12:00:00+1:00", "2026-01-31T12:00:00+24:00", "2026-01-31T12:00:00Zx", "x"}) {
    BOOST_TEST(!io::parse_time(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(words_are_separated_by_any_comma) {
  const std::vector<std::string> three{"a", "b", "c"};
  for (const char* text : {"a, b;c", "a،b؛ c", "a、b，c", "；a\tb\nc，"}) BOOST_TEST((io::words(text) == three), text);
}
