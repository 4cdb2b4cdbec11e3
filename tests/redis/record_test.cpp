#define BOOST_TEST_MODULE record
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "draw/draws.hpp"
#include "draw/record.hpp"
#include "io/crypto.hpp"
#include "io/json.hpp"
#include "io/text.hpp"
#include "support/draw_fixture.hpp"

using draw::Method;
using nlohmann::json;

namespace {

struct Fixture : DrawFixture {
  std::string picked(Method method = Method::ranked, const Texts& prizes = {"A Banana", "An Apple"}) {
    open(prizes, method);
    enter_all({"hubot", "mona", "octocat"});
    pick();
    return look().published->draw;
  }
  std::vector<draw::DrawLine> lines() { return draw::draws(store, look()); }
  json of(const std::string& draw) {
    const auto text = draw::record_of_draw(store, draw);
    return text ? json::parse(*text) : json();
  }
};

// The hash of the rest with null for the entrants, which have their own hash.
std::string seal_of(json record) {
  record["entrants"] = nullptr;
  record.erase("sha256");
  return io::sha256_hex(io::to_text(record));
}

std::set<std::string> names_of(const json& record) {
  std::set<std::string> names;
  for (const auto& [name, value] : record.items()) names.insert(name);
  return names;
}

const std::set<std::string> of_every_record{"title",     "method",        "draw",     "entrants",     "entrants_sha256",
                                            "prizes",    "prizes_sha256", "winners",  "replacements", "opened_at",
                                            "frozen_at", "picked_at",     "software", "sha256"};

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_record_of_a_ranked_draw, Fixture) {
  const std::string draw = picked();
  const json record = this->record();
  auto names = of_every_record;
  names.insert({"version", "secret", "commitment", "commitment_published", "public", "key"});
  BOOST_TEST((names_of(record) == names));
  BOOST_TEST(record["method"] == "ranked");
  BOOST_TEST(record["version"] == 1);
  BOOST_TEST(record["draw"] == draw);
  BOOST_TEST(record["entrants"] == json({"hubot", "mona", "octocat"}));
  BOOST_TEST(record["prizes"] == json({"A Banana", "An Apple"}));
  BOOST_TEST(record["winners"].size() == 2U);
  BOOST_TEST(record["replacements"] == json::array());
  BOOST_TEST(record["commitment"] == look().published->commitment);
  BOOST_TEST(record["commitment_published"] == true);
  BOOST_TEST(record["opened_at"] == look().published->opened_at);
  BOOST_TEST(record["frozen_at"].is_number_integer());
  BOOST_TEST(record["sha256"] == seal_of(record));
}

BOOST_FIXTURE_TEST_CASE(the_record_of_a_draw_by_spop_has_no_proof, Fixture) {
  picked(Method::spop);
  const json record = this->record();
  BOOST_TEST((names_of(record) == of_every_record));
  BOOST_TEST(record["method"] == "spop");
  BOOST_TEST(record["entrants"].size() == 3U);
  BOOST_TEST(record["sha256"] == seal_of(record));
}

BOOST_FIXTURE_TEST_CASE(entrants_are_kept_once_and_spliced_in, Fixture) {
  const std::string draw = picked();
  BOOST_TEST(json::parse(command({"GET", "prizedraw:record:" + draw}).text())["entrants"].is_null());
  BOOST_TEST(io::lines(command({"GET", "prizedraw:order:" + draw}).text()).size() == 3U);
}

BOOST_FIXTURE_TEST_CASE(prizes_that_look_like_a_part_of_the_record, Fixture) {
  const Texts prizes{R"("entrants":null)", R"({"entrants":null})", "\\\"entrants\":null", "é 🎉"};
  picked(Method::ranked, prizes);
  const json record = this->record();
  BOOST_TEST(record["entrants"].size() == 3U);
  BOOST_TEST(record["prizes"].size() == 4U);
  BOOST_TEST(record["prizes_sha256"] == draw::hash_of(record["prizes"].get<Texts>()));
  BOOST_TEST(record["sha256"] == seal_of(record));
}

BOOST_FIXTURE_TEST_CASE(a_replacement_stands_in_the_record, Fixture) {
  for (const Method method : {Method::ranked, Method::spop}) {
    picked(method, {"A Banana"});
    const std::string first = winner_of("A Banana");
    redraw("A Banana");
    const json record = this->record();
    const json& replacement = record["replacements"].at(0);
    BOOST_TEST(replacement["prize"] == "A Banana");
    BOOST_TEST(replacement["from"] == first);
    BOOST_TEST(replacement["to"] == winner_of("A Banana"));
    BOOST_TEST(replacement["reason"] == "absent");
    BOOST_TEST(replacement["at"].get<std::string>().size() == std::string("2026-01-31T12:00:00Z").size());
    BOOST_TEST(record["winners"]["A Banana"] == winner_of("A Banana"));
    BOOST_TEST(record["entrants"].size() == 3U);
    BOOST_TEST(record["sha256"] == seal_of(record));
  }
}

BOOST_FIXTURE_TEST_CASE(a_draw_that_an_older_program_opened_has_a_record_too, Fixture) {
  older_program_opens({"A"}, {"mona"});
  pick();
  BOOST_TEST(record()["commitment_published"] == false);
  BOOST_TEST(record()["opened_at"].is_null());
  BOOST_TEST(lines().at(0).draw == record()["draw"]);
}

BOOST_FIXTURE_TEST_CASE(there_is_no_record_before_the_pick, Fixture) {
  BOOST_TEST(!draw::current_record(store).has_value());
  const std::string old = picked();
  open();
  enter("mona");
  close();
  BOOST_TEST(!draw::current_record(store).has_value());
  BOOST_TEST(of(old)["draw"] == old);
  BOOST_TEST(!draw::record_of_draw(store, "nonsense").has_value());
}

BOOST_FIXTURE_TEST_CASE(where_everything_went_back_the_record_says_so, Fixture) {
  open({"A"});
  enter("mona");
  pick();
  BOOST_TEST(redraw("A") == draw::Outcome::nobody_left);
  BOOST_TEST(record()["winners"] == json::object());
  BOOST_TEST(record()["replacements"].at(0)["to"].is_null());
}

// ---- Past draws

BOOST_FIXTURE_TEST_CASE(every_draw_stands_among_the_past_ones, Fixture) {
  BOOST_TEST(lines().empty());
  const std::string first = picked(Method::ranked);
  const std::string second = picked(Method::spop);
  const auto all = lines();
  BOOST_REQUIRE(all.size() == 2U);
  BOOST_TEST(all[0].draw == second);
  BOOST_TEST(all[1].draw == first);
  BOOST_TEST(all[0].picked_at == of(second)["picked_at"]);
}

BOOST_FIXTURE_TEST_CASE(the_last_fifty_are_kept, Fixture) {
  const std::string first = picked();
  for (int i = 0; i < 50; ++i) picked();
  const auto all = lines();
  BOOST_TEST(std::count_if(all.begin(), all.end(), [](const auto& each) { return each.has_record; }) == 50);
  BOOST_TEST(all.size() == 51U);
  for (const char* key : {"record:", "order:", "summary:", "faces:"}) BOOST_TEST(!has(key + first), key);
}

BOOST_FIXTURE_TEST_CASE(a_summary_stays_when_the_data_are_deleted, Fixture) {
  const std::string draw = picked();
  redraw("A Banana");
  const json whole = record();
  command({"DEL", "prizedraw:record:" + draw, "prizedraw:order:" + draw});  // they have expired
  const json summary = record();
  BOOST_TEST(summary["entrants"].is_null());
  BOOST_TEST(summary["replacements"].is_null());
  for (const char* name : {"sha256", "winners", "key", "entrants_sha256", "frozen_at"}) {
    BOOST_TEST(summary[name] == whole[name], name);
  }
}

// It contained the entrants, and its hash included them.
BOOST_FIXTURE_TEST_CASE(a_record_of_the_earlier_version_is_served_as_it_is, Fixture) {
  const std::string old = R"({"draw":"0f","entrants":["mona"],"method":"ranked","replacements":[],"sha256":"00"})";
  command({"SET", "prizedraw:record:0f", old});
  command({"SET", "prizedraw:summary:0f", "{}"});
  BOOST_TEST(draw::record_of_draw(store, "0f").value() == old);
  command({"HSET", "prizedraw:winners", "A", "mona"});
  command({"HSET", "prizedraw:fairness", "draw", "0f", "mark", "7258118400015", "method", "ranked", "replaced", "0"});
  command({"PEXPIREAT", "prizedraw:winners", "7258118400015"});
  BOOST_TEST(draw::current_record(store).value() == old);
  const auto before = contents();
  BOOST_TEST(redraw("A") == draw::Outcome::entrants_deleted);  // its order was not stored
  BOOST_TEST(changed_since(before) == "");
}
