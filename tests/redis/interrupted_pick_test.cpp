#define BOOST_TEST_MODULE interrupted_pick
#include <boost/test/unit_test.hpp>

#include "draw/pick.hpp"
#include "support/draw_fixture.hpp"
#include "support/http_stub.hpp"

using draw::Method;
using draw::Outcome;

namespace {

constexpr Method both[] = {Method::ranked, Method::spop};

}  // namespace

// ---- A pick that stops in the middle

BOOST_FIXTURE_TEST_CASE(picking_again_picks_by_the_method_of_the_opening, DrawFixture) {
  store.default_method = Method::ranked;
  open({"A", "B"}, Method::spop);
  enter_unverified("mona");
  close();
  const auto before = contents();
  command({"LPUSH", "prizedraw:profiles:mona", "no text"});  // so that the look-up fails
  BOOST_CHECK_THROW(pick(), io::RedisError);
  command({"DEL", "prizedraw:profiles:mona"});
  BOOST_TEST(changed_since(before) == "");
  BOOST_TEST(look().method == Method::spop);
  BOOST_TEST(pick() == Outcome::done);
  BOOST_TEST(record()["method"] == "spop");
}

// ---- What happens while GitHub is asked

BOOST_FIXTURE_TEST_CASE(an_older_program_picks_in_between, DrawFixture) {
  for (const Method method : both) {
    HttpStub github([&](const std::string&) {
      DrawClient(server.settings()).older_program_picks();
      return HttpStub::answer("200 OK", R"({"login": "mona", "type": "User"})");
    });
    open({"A"}, method);
    enter_unverified("mona");
    close();
    DrawClient program(server.settings(), github.url());
    program.command({"DEL", "prizedraw:github_silent"});
    BOOST_TEST(program.pick() == Outcome::already_picked);
    BOOST_TEST(winner_of("A") == "mona");
    BOOST_TEST(!has("records"));
    BOOST_TEST(!draw::current_record(store).has_value());
    command({"DEL", "prizedraw:profiles:mona"});
    github_is_unavailable();
  }
}

BOOST_FIXTURE_TEST_CASE(an_older_program_opens_another_draw_in_between, DrawFixture) {
  for (const Method method : both) {
    HttpStub github([&](const std::string&) {
      DrawClient other(server.settings());
      other.older_program_opens({"Theirs"}, {"hubot"});
      other.time_is_up();
      return HttpStub::answer("200 OK", R"({"login": "mona", "type": "User"})");
    });
    open({"Ours"}, method);
    enter_unverified("mona");
    close();
    DrawClient program(server.settings(), github.url());
    program.command({"DEL", "prizedraw:github_silent"});
    BOOST_TEST(program.pick() == Outcome::done);  // of theirs: data read from ours is not used
    BOOST_TEST((hash("winners") == std::map<std::string, std::string>{{"Theirs", "hubot"}}));
    BOOST_TEST(record()["opened_at"].is_null());
    command({"DEL", "prizedraw:profiles:mona"});
    github_is_unavailable();
  }
}
