#define BOOST_TEST_MODULE language
#include <boost/test/unit_test.hpp>

#include "io/language.hpp"
#include "web/language.hpp"

using web::language_for;
using web::Request;

namespace {

const std::vector<std::string> all{"en", "ar", "de", "es", "fr", "ja", "pt-BR", "zh-CN"};

std::string accepting(const std::string& header, const std::string& query = "") {
  Request request;
  request.accept_language = header;
  request.query = query;
  return language_for(request, all);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_preferred_language_that_there_is) {
  BOOST_TEST(accepting("") == "en");
  BOOST_TEST(accepting("de") == "de");
  BOOST_TEST(accepting("DE-at") == "de");
  BOOST_TEST(accepting("de-CH,de;q=0.9,en;q=0.8") == "de");
  BOOST_TEST(accepting("en-US,en;q=0.9,de;q=0.8") == "en");
  BOOST_TEST(accepting("nl, fr;q=0.5") == "fr");
  BOOST_TEST(accepting("en;q=0.5, ja ; q=0.7") == "ja");
  BOOST_TEST(accepting("ja;q=0, es;q=0.1") == "es");
  BOOST_TEST(accepting("pt") == "pt-BR");
  BOOST_TEST(accepting("pt-PT") == "pt-BR");
  BOOST_TEST(accepting("zh-Hans-CN") == "zh-CN");
  BOOST_TEST(accepting("zh-TW") == "zh-CN");
}

BOOST_AUTO_TEST_CASE(english_for_everybody_else) {
  for (const char* header : {"*", "nl", "nl,sv;q=0.9", "dev", "d", ",,,", ";q=1", "de;q=0", "de;q=none", "\xff\xfe"}) {
    BOOST_TEST(accepting(header) == "en", header);
  }
  BOOST_TEST(accepting(std::string(100'000, ',')) == "en");
}

BOOST_AUTO_TEST_CASE(the_address_decides_before_the_browser) {
  BOOST_TEST(accepting("de", "lang=fr") == "fr");
  BOOST_TEST(accepting("de", "page=2&lang=pt-br") == "pt-BR");
  BOOST_TEST(accepting("de", "lang=xx") == "de");
  BOOST_TEST(accepting("de", "slang=fr") == "de");
  BOOST_TEST(accepting("de", "lang=") == "de");
  BOOST_TEST(accepting("de", "lang=%ff") == "de");
}

BOOST_AUTO_TEST_CASE(english_needs_no_catalogue) {
  BOOST_TEST((io::use_catalogues("/nowhere") == std::vector<std::string>{"en"}));
  BOOST_TEST(io::language() == "en");
  BOOST_TEST(io::tr("The draw is open") == "The draw is open");
  BOOST_TEST(io::trn("{count} prize", "{count} prizes", 1) == "1 prize");
  BOOST_TEST(io::trn("{count} prize", "{count} prizes", 0) == "0 prizes");
  BOOST_TEST(io::trn("{count} prize for {name}", "{count} prizes for {name}", 2, {{"name", "{count}"}}) ==
             "2 prizes for {count}");
}

BOOST_AUTO_TEST_CASE(values_are_filled_in_once) {
  BOOST_TEST(io::tr("{a} and {b}", {{"a", "{b}"}, {"b", "2"}}) == "{b} and 2");
  BOOST_TEST(io::tr("{c} {", {{"a", "1"}}) == "{c} {");
  BOOST_TEST(io::tr("no value {a}") == "no value {a}");
}
