#define BOOST_TEST_MODULE entrants
#include <boost/test/unit_test.hpp>
#include <set>

#include "draw/entrants.hpp"
#include "draw/exclusion.hpp"
#include "support/draw_fixture.hpp"

namespace {

struct Fixture : DrawFixture {
  // "<entry>", or "removed: <reason>"; with the login that the draw uses if it is a different one.
  std::string standing(const std::string& id) {
    redis.begin();
    const auto standing = draw::standing(store, github_id(id));
    const std::string login = standing.github_id == id ? "" : standing.github_id + " ";
    return login + standing.entry + (standing.reason.empty() ? "" : ": " + standing.reason);
  }
  std::set<std::string> all_pages(const std::string& part, std::size_t& longest) {
    std::set<std::string> all;
    for (std::string from = "0"; !from.empty();) {
      redis.begin();
      const auto page = draw::entrants_page(store, part, from);
      for (const auto& each : page.entrants) all.insert(each.id);
      longest = std::max(longest, page.entrants.size());
      from = page.next;
    }
    return all;
  }
};

}  // namespace

// ---- The status of one entrant

BOOST_FIXTURE_TEST_CASE(from_the_entry_to_the_prize, Fixture) {
  BOOST_TEST(standing("mona") == "none");
  open({"A"});
  enter_all({"hubot", "mona"});
  BOOST_TEST(standing("mona") == "entered");
  enter_unverified("ghost");
  BOOST_TEST(standing("ghost") == "unverified");
  close();
  BOOST_TEST(standing("mona") == "entered");
  command({"SADD", "prizedraw:excluded", "hubot", "ghost"});
  pick();
  BOOST_TEST(standing("mona") == "won");
  BOOST_TEST(standing("hubot") == "entered");
  open();
  BOOST_TEST(standing("mona") == "none");
}

BOOST_FIXTURE_TEST_CASE(who_was_removed_is_told_why, Fixture) {
  open();
  enter_all({"tpyo", "troll", "mona"});
  enter_unverified("ghost");
  draw::remove(store, action, github_id("tpyo"), "typo", false);
  draw::remove(store, action, github_id("troll"), "rude", true);
  github_knows_nobody_called("ghost");
  look_up_unverified();
  BOOST_TEST(standing("tpyo") == "removed: organiser");
  BOOST_TEST(standing("troll") == "removed: excluded");
  BOOST_TEST(standing("ghost") == "removed: unknown user");
  pick();
  BOOST_TEST(standing("ghost") == "removed: unknown user");  // until the next draw
  open();
  BOOST_TEST(standing("ghost") == "none");
}

BOOST_FIXTURE_TEST_CASE(who_was_renamed_is_known_by_the_current_login, Fixture) {
  open({"A"});
  enter_unverified("maiden");
  BOOST_TEST(standing("maiden") == "unverified");
  github_knows("maiden", "7", "married");
  look_up_unverified();
  BOOST_TEST(standing("maiden") == "married entered");
  BOOST_TEST(standing("married") == "entered");
  github_knows("girlhood", "7", "married");  // on a second device
  enter("girlhood");
  BOOST_TEST(standing("girlhood") == "married entered");
  pick();
  BOOST_TEST(standing("maiden") == "married won");
  BOOST_TEST(standing("girlhood") == "married won");
}

BOOST_FIXTURE_TEST_CASE(who_was_renamed_and_then_removed, Fixture) {
  open();
  github_knows("maiden", "7", "married");
  enter("maiden");
  draw::exclude(store, action, {github_id("married")});
  BOOST_TEST(standing("maiden") == "married removed: excluded");
}

// ---- Lists of entrants

BOOST_FIXTURE_TEST_CASE(with_name_and_picture_where_they_are_known, Fixture) {
  open();
  command({"SET", "prizedraw:profiles:mona", R"({"login": "Mona", "name": "Mona Lisa", "avatar_url": "https://x/a"})"});
  enter("mona");
  enter_unverified("ghost");
  const auto page = draw::entrants_page(store, "", "0").entrants;
  BOOST_REQUIRE(page.size() == 2U);
  BOOST_TEST(page[0].id == "ghost");
  BOOST_TEST(page[0].name == "ghost");
  BOOST_TEST(page[0].image == "");
  BOOST_TEST(page[0].is_unverified);
  BOOST_TEST(page[1].name == "Mona Lisa");
  BOOST_TEST(page[1].image == "https://x/a");
  BOOST_TEST(!page[1].is_unverified);
}

BOOST_FIXTURE_TEST_CASE(everybody_is_on_some_page, Fixture) {
  open();
  std::size_t longest = 0;
  BOOST_TEST(all_pages("", longest).empty());
  const Texts all = numbered("user", 2'000);
  add_entrants(all);
  BOOST_TEST((all_pages("", longest) == std::set<std::string>(all.begin(), all.end())));
  BOOST_TEST(longest < 120U);
}

BOOST_FIXTURE_TEST_CASE(whoever_has_won_is_an_entrant_until_it_is_revealed, Fixture) {
  draw::Opening::Wish wish{without_notes(numbered("Prize", 200)), "0"};
  wish.is_together = true;
  open(wish);
  const Texts all = numbered("user", 2'000);
  add_entrants(all);
  pick();
  std::size_t longest = 0;
  BOOST_TEST((all_pages("", longest) == std::set<std::string>(all.begin(), all.end())));
  BOOST_TEST(longest < 120U);
  BOOST_TEST(all_pages("user00", longest).size() == 99U);
  redis.begin();
  draw::reveal(store, action, 150);
  BOOST_TEST(all_pages("", longest).size() == 1'850U);
}

BOOST_FIXTURE_TEST_CASE(a_search_finds_whoever_has_it_in_their_name, Fixture) {
  open();
  add_entrants(numbered("user", 20'000, 5));
  enter_all({"mona", "mona-lisa"});
  std::size_t longest = 0;
  BOOST_TEST((all_pages("mona", longest) == std::set<std::string>{"mona", "mona-lisa"}));
  BOOST_TEST(all_pages("0042", longest).size() == 12U);
  BOOST_TEST(all_pages("nobody", longest).empty());
  const auto first = draw::entrants_page(store, "mona", "0").entrants;
  BOOST_TEST((std::any_of(first.begin(), first.end(), [](const auto& each) { return each.id == "mona"; })));
}

BOOST_FIXTURE_TEST_CASE(the_latest_come_first, Fixture) {
  BOOST_TEST(draw::latest_entrants(store).empty());
  open();
  enter_all({"hubot", "mona", "octocat"});
  draw::remove(store, action, github_id("mona"), "typo", false);
  command({"SREM", "prizedraw:entrants", "hubot"});  // by an older program
  enter("defunkt");
  const auto latest = draw::latest_entrants(store);
  BOOST_REQUIRE(latest.size() == 2U);
  BOOST_TEST(latest[0].id == "defunkt");
  BOOST_TEST(latest[1].id == "octocat");
}

BOOST_FIXTURE_TEST_CASE(whom_github_has_not_confirmed, Fixture) {
  open();
  enter("mona");
  enter_unverified("phantom");
  enter_unverified("ghost");
  command({"SADD", "prizedraw:unverified", "left-behind"});
  BOOST_TEST((draw::unverified_entrants(store) == Texts{"ghost", "phantom"}));
}
