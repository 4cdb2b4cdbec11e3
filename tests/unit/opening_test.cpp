#define BOOST_TEST_MODULE opening
#include <boost/test/unit_test.hpp>

#include "draw/opening.hpp"
#include "io/language.hpp"

using draw::Opening;
using Prizes = std::vector<std::string>;

namespace {

auto parse(const Prizes& prizes, const std::string& duration = "0") {
  Opening::Wish wish{{}, duration};
  for (const std::string& prize : prizes) wish.prizes.push_back({prize});
  return Opening::parse(wish);
}

Prizes accepted(const Prizes& prizes) {
  const auto opening = parse(prizes);
  Prizes names;
  for (const draw::Prize& each : std::get<Opening>(opening).show().prizes()) names.push_back(each.name);
  return names;
}

Opening::Refusal refused(const Prizes& prizes, const std::string& duration = "0") {
  return std::get<Opening::Refusal>(parse(prizes, duration));
}

Opening::Refusal refused(const Opening::Wish& wish) { return std::get<Opening::Refusal>(Opening::parse(wish)); }

std::string sentence_of(const draw::Fault& fault) {
  return io::tr(fault.sentence, {{"number", fault.number}, {"name", fault.name}, {"start", fault.start}});
}

bool mentions(const Opening::Refusal& refusal, const std::string& word) {
  return sentence_of(refusal.fault).find(word) != std::string::npos;
}

Prizes numbered(std::size_t count) {
  Prizes prizes(count);
  for (std::size_t i = 0; i < count; ++i) prizes[i] = "Prize " + std::to_string(i);
  return prizes;
}

}  // namespace

BOOST_AUTO_TEST_CASE(prizes_are_trimmed_and_keep_their_order) {
  BOOST_TEST((accepted({" Pear\r", "Apple ", "<b>é 🎉</b>"}) == Prizes{"Pear", "Apple", "<b>é 🎉</b>"}));
}

BOOST_AUTO_TEST_CASE(a_title_and_notes) {
  const auto opening = Opening::parse({{{"Pear", " given by Acme "}, {"Apple", "\u200b"}}, "0", " PyData, June "});
  const draw::Show& show = std::get<Opening>(opening).show();
  BOOST_TEST(show.title() == "PyData, June");
  BOOST_TEST(show.note_on("Pear") == "given by Acme");
  BOOST_TEST(show.note_on("Apple").empty());
  BOOST_TEST(show.note_on("Plum").empty());
  const std::string longest(100, 'x');
  BOOST_TEST(std::get<Opening>(Opening::parse({{{"A"}}, "0", longest})).show().title() == longest);
  for (const std::string& title : {longest + "x", std::string("a\nb"), std::string("\xff")}) {
    BOOST_TEST((refused(Opening::Wish{{{"A"}}, "0", title}).field == Opening::Refusal::Field::title), title);
  }
  for (const std::string& note : {std::string(201, 'x'), std::string("a\tb"), std::string("\xff")}) {
    BOOST_TEST((refused(Opening::Wish{{{"A", note}}, "0"}).field == Opening::Refusal::Field::prizes), note);
  }
}

BOOST_AUTO_TEST_CASE(limits_of_prizes) {
  std::string longest;
  for (int i = 0; i < 200; ++i) longest += "é";
  BOOST_TEST(accepted({longest}).size() == 1);
  BOOST_TEST(mentions(refused({longest + "x"}), "200"));
  BOOST_TEST(accepted(numbered(10'000)).size() == 10'000);
  BOOST_TEST(mentions(refused(numbered(10'001)), "10,000"));
}

BOOST_AUTO_TEST_CASE(prizes_that_cannot_be) {
  BOOST_TEST(mentions(refused(Prizes{}), "at least one"));
  BOOST_TEST(mentions(refused({"A", " \t"}), "empty"));
  BOOST_TEST(mentions(refused({"A Banana", "B", " A Banana "}), "“A Banana”"));
  BOOST_TEST(mentions(refused({"a\x01z"}), "control"));
  BOOST_TEST(mentions(refused({"a\nz"}), "control"));
  BOOST_TEST(mentions(refused({std::string("a\0z", 3)}), "control"));
  BOOST_TEST(mentions(refused({"a\u0085z"}), "control"));
  BOOST_TEST(mentions(refused({"\xff"}), "UTF-8"));
  for (const std::string& prize :
       {std::string("a\x01z"), std::string(201, 'x'), std::string("\xff"), std::string(" ")}) {
    BOOST_TEST(mentions(refused({"A", prize}), "Prize 2"), prize);
  }
  BOOST_TEST(mentions(refused(Opening::Wish{{{"A"}, {"Mug", std::string(201, 'x')}}, "0"}), "Prize 2 (“Mug”)"));
}

BOOST_AUTO_TEST_CASE(one_prize_at_a_time) {
  const std::string long_name(201, 'x');
  const std::string start(30, 'x');
  BOOST_TEST(!draw::fault_of({"Mug", "by Acme"}));
  BOOST_TEST(sentence_of(draw::fault_of({" "}).value()) == "The prize is empty; name it or leave it out.");
  BOOST_TEST(sentence_of(draw::fault_of({long_name}).value()) ==
             "The prize (“" + start + "”) is longer than 200 characters; shorten “" + start + "…”.");
  BOOST_TEST(sentence_of(draw::fault_of({"Mug", "a\tb"}).value()) ==
             "The description of the prize (“Mug”) contains control characters; type it again.");
}

BOOST_AUTO_TEST_CASE(times_to_close) {
  const long long year = Opening::longest_duration;
  BOOST_TEST(!draw::fault_of_close(21, 20));
  BOOST_TEST(!draw::fault_of_close(20 + year, 20));
  for (const auto& [fault, words] : {std::pair{draw::fault_of_close(std::nullopt), "must be a time such as"},
                                     {draw::fault_of_close(20), "has passed"},
                                     {draw::fault_of_close(20, 20), "comes before it opens"},
                                     {draw::fault_of_close(21 + year, 20), "more than 365 days away"}}) {
    BOOST_TEST(sentence_of(fault.value()).find(words) != std::string::npos, words);
  }
}

BOOST_AUTO_TEST_CASE(durations) {
  BOOST_TEST(std::get<Opening>(parse({"A"}, "0900")).time_limit().seconds == 900);
  BOOST_TEST(std::get<Opening>(parse({"A"}, "31536000")).time_limit().seconds == 31'536'000);
  for (const char* text :
       {"", " ", "-1", "-0", "+1", "1.5", "1e3", "31536001", "99999999999999999999", "ten", "1 ", "null"}) {
    BOOST_TEST((refused({"A"}, text).field == Opening::Refusal::Field::duration), text);
  }
}
