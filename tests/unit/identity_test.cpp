#define BOOST_TEST_MODULE identity
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "draw/identity.hpp"

using draw::Identity;
using draw::Method;
using Texts = std::vector<std::string>;

namespace {

draw::Fields fields_of(const Identity& identity) {
  draw::Fields fields;
  const auto all = identity.fields();
  for (std::size_t i = 0; i < all.size(); i += 2) fields[all[i]] = all[i + 1];
  return fields;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_worked_examples) {
  std::ifstream file(SOURCE_DIR "/tests/fairness-vectors.json");
  for (const auto& example : nlohmann::json::parse(file)) {
    const auto hash = [&](const char* what) {
      const auto texts = example[what].get<std::set<std::string>>();
      return draw::hash_of({texts.begin(), texts.end()});
    };
    const Identity identity{example["draw"], example["secret"]};
    BOOST_TEST(identity.commitment() == example["commitment"].get<std::string>());
    BOOST_TEST(hash("entrants") == example["entrants_sha256"].get<std::string>());
    BOOST_TEST(hash("prizes") == example["prizes_sha256"].get<std::string>());
  }
}

BOOST_AUTO_TEST_CASE(the_worked_examples_with_a_beacon) {
  std::ifstream file(SOURCE_DIR "/tests/fairness-vectors-2.json");
  const auto examples = nlohmann::json::parse(file);
  BOOST_TEST(examples.size() == 3U);
  for (const auto& example : examples) {
    const auto& promise = example["beacon"].is_null() ? example : example["beacon"];
    Identity identity{example["draw"], example["secret"]};
    identity.beacon = {promise["chain"], promise["margin"]};
    BOOST_TEST(identity.commitment() == example["commitment"].get<std::string>());
  }
}

BOOST_AUTO_TEST_CASE(no_two_draws_are_the_same) {
  const auto one = Identity::make(Method::ranked, true);
  const auto two = Identity::make(Method::ranked, true);
  BOOST_TEST(one.draw.size() == 32U);
  BOOST_TEST(one.secret.size() == 64U);
  BOOST_TEST(one.draw != two.draw);
  BOOST_TEST(one.secret != two.secret);
  BOOST_TEST(one.commitment() != two.commitment());
}

BOOST_AUTO_TEST_CASE(what_is_kept_of_a_draw) {
  const auto ranked = Identity::make(Method::ranked, true);
  auto fields = fields_of(ranked);
  BOOST_TEST(fields.at("method") == "ranked");
  BOOST_TEST(fields.at("published") == "yes");
  BOOST_TEST(fields.at("opened_at") == ranked.opened_at);
  BOOST_TEST(fields.at("commitment") == ranked.commitment());

  BOOST_TEST(fields.count("chain") == 0U);
  BOOST_TEST(!draw::beacon_of(draw::Fields(fields.begin(), fields.end())));

  const auto with_beacon = Identity::with_beacon();
  fields = fields_of(with_beacon);
  BOOST_TEST(fields.at("commitment") == with_beacon.commitment());
  BOOST_TEST(with_beacon.commitment() != (Identity{with_beacon.draw, with_beacon.secret}.commitment()));
  const auto beacon = draw::beacon_of(draw::Fields(fields.begin(), fields.end()));
  BOOST_REQUIRE(beacon);
  BOOST_TEST(beacon->chain == draw::Quicknet::chain);
  BOOST_TEST(beacon->margin == 15);

  fields = fields_of(Identity::make(Method::spop, false));
  BOOST_TEST(fields.at("method") == "spop");
  BOOST_TEST(fields.at("published") == "no");
  BOOST_TEST(fields.at("opened_at") == "");
  for (const char* name : {"secret", "commitment"}) BOOST_TEST(fields.count(name) == 0U, name);
}

BOOST_AUTO_TEST_CASE(the_mark_tells_draws_apart_and_is_never_reached) {
  const long long year_2200 = 7'258'118'400'000;
  for (const char* draw : {"00000000000000000000000000000000", "ffffffffffffffffffffffffffffffff"}) {
    const long long mark = std::stoll(draw::mark_of(draw));
    BOOST_TEST(mark >= year_2200);
    BOOST_TEST(mark < 1LL << 53);  // Lua's numbers are exact up to there
  }
  BOOST_TEST(draw::mark_of("0000000001" + std::string(22, '0')) != draw::mark_of(std::string(32, '0')));
}

BOOST_AUTO_TEST_CASE(what_bears_no_mark_is_another_program_s_draw) {
  const draw::Fields fairness{{"mark", "7258118400007"}, {"draw", "one"}};
  BOOST_TEST(draw::field(draw::fields_of_draw(fairness, 7'258'118'400'007), "draw") == "one");
  BOOST_TEST(draw::field(draw::fields_of_draw(fairness, 7'258'118'399'998), "draw") == "one");  // moved to another node
  for (const long long mark : {-2LL, -1LL, 7'258'118'402'007LL}) {
    BOOST_TEST(draw::fields_of_draw(fairness, mark).empty(), mark);
    BOOST_TEST(draw::fields_of_draw({}, mark).empty(), mark);
  }
}

BOOST_AUTO_TEST_CASE(texts_are_joined_by_line_feeds) {
  BOOST_TEST(draw::joined({"a", "b", "c"}) == "a\nb\nc");
  BOOST_TEST(draw::joined({}) == "");
  BOOST_TEST(draw::hash_of({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
