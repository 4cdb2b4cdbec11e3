#define BOOST_TEST_MODULE log
#include <boost/test/unit_test.hpp>
#include <functional>

#include "draw/exclusion.hpp"
#include "draw/log.hpp"
#include "support/draw_fixture.hpp"

using draw::Method;

namespace {

// What an organiser can do, each with its preconditions.
struct Step {
  std::string name;
  std::function<void(DrawClient&)> prepare;
  std::function<void(DrawClient&)> act;
};

void opened(DrawClient& client, Method method = Method::ranked) {
  client.github_is_unavailable();
  client.command({"SADD", "prizedraw:excluded", "troll"});
  client.open({"A", "B"}, method);
  client.enter_all({"hubot", "mona", "octocat"});
  client.enter_unverified("ghost");
}
void closed(DrawClient& client, Method method) {
  opened(client, method);
  client.close();
}
void picked(DrawClient& client, Method method) {
  closed(client, method);
  client.pick();
}

const std::vector<Step> steps{
    {"open", [](auto& client) { client.open(), client.close(); }, [](auto& client) { client.open({"New"}); }},
    {"close", [](auto& client) { opened(client); }, [](auto& client) { client.close(); }},
    {"freeze", [](auto& client) { opened(client), client.time_is_up(); },
     [](auto& client) { draw::freeze(client.store); }},
    {"change_time_limit", [](auto& client) { opened(client); },
     [](auto& client) { draw::change_time_limit(client.store, client.action, std::chrono::minutes(30)); }},
    {"cancel", [](auto& client) { closed(client, Method::ranked); },
     [](auto& client) { draw::cancel(client.store, client.action); }},
    {"pick ranked", [](auto& client) { closed(client, Method::ranked); }, [](auto& client) { client.pick(); }},
    {"pick spop", [](auto& client) { closed(client, Method::spop); }, [](auto& client) { client.pick(); }},
    {"redraw ranked", [](auto& client) { picked(client, Method::ranked); }, [](auto& client) { client.redraw("A"); }},
    {"redraw spop", [](auto& client) { picked(client, Method::spop); }, [](auto& client) { client.redraw("A"); }},
    {"exclude", [](auto& client) { opened(client); },
     [](auto& client) { draw::exclude(client.store, client.action, {github_id("mona")}); }},
    {"allow", [](auto& client) { opened(client); },
     [](auto& client) { draw::allow(client.store, client.action, github_id("troll")); }},
    {"remove", [](auto& client) { opened(client); },
     [](auto& client) { draw::remove(client.store, client.action, github_id("mona"), "rude", true); }},
};

struct Fixture : DrawFixture {
  void prepare(const Step& step) {
    by_form("", "");
    command({"FLUSHALL"});
    step.prepare(*this);
    by_form("token", step.name);
  }
  void replace_by_another_type(const std::string& key) {
    const bool is_text = command({"TYPE", "prizedraw:" + key}).text() == "string";
    command({"DEL", "prizedraw:" + key});
    command(is_text ? Texts{"LPUSH", "prizedraw:" + key, "x"} : Texts{"SET", "prizedraw:" + key, "x"});
  }
  // Whether this step was refused; then it must not have changed anything.
  bool is_refused(const Step& step, DrawClient& client, const std::string& why) {
    const auto before = contents();
    try {
      client.redis.begin();
      step.act(client);
      return false;
    } catch (const io::RedisError&) {
      BOOST_TEST(changed_since(before) == "", step.name << ", where " << why);
      return true;
    }
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(every_step_writes_its_line, Fixture) {
  for (const Step& step : steps) {
    prepare(step);
    const long long before = log_lines();
    step.act(*this);
    BOOST_TEST(log_lines() == before + (step.name == "close" ? 2 : 1), step.name);
    BOOST_TEST(last_log_line().rfind(step.name == "freeze" || step.name == "close" ? "Prize Draw " : "tester ", 0) == 0,
               step.name);
  }
}

BOOST_FIXTURE_TEST_CASE(the_latest_come_first, Fixture) {
  BOOST_TEST(draw::latest_log_entries(store).empty());
  for (int i = 1; i <= 30; ++i) {
    command({"XADD", "prizedraw:log", std::to_string(i * 1000) + "-0", "who", "anna", "did", std::to_string(i)});
  }
  const auto entries = draw::latest_log_entries(store);
  BOOST_TEST(entries.size() == 20U);
  BOOST_TEST(entries.front().who == "anna");
  BOOST_TEST(entries.front().did == "30");
  BOOST_TEST((entries.front().at.time_since_epoch() == std::chrono::seconds(30)));
}

BOOST_FIXTURE_TEST_CASE(lines_that_no_program_of_ours_would_write, Fixture) {
  command({"XADD", "prizedraw:log", "*", "what", "nonsense"});
  BOOST_TEST(draw::latest_log_entries(store).at(0).who == "");
}

BOOST_FIXTURE_TEST_CASE(about_a_thousand_lines_are_kept, Fixture) {
  for (int i = 0; i < 1'500; ++i) command({"XADD", "prizedraw:log", "*", "who", "x", "did", "y"});
  open();
  BOOST_TEST(log_lines() < 1'200);
}

BOOST_AUTO_TEST_CASE(some_of_many_and_how_many_there_are) {
  BOOST_TEST(draw::some_of({}) == "");
  BOOST_TEST(draw::some_of({"a", "b"}) == "a, b");
  BOOST_TEST(draw::some_of(numbered("", 22, 2)).find("19, 20 and 2 more") != std::string::npos);
  BOOST_TEST(draw::count_of(0, "prize") == "0 prizes");
  BOOST_TEST(draw::count_of(1, "prize") == "1 prize");
  BOOST_TEST(draw::count_of(2, "prize") == "2 prizes");
}

// ---- If Redis rejects a write, nothing has changed

BOOST_FIXTURE_TEST_CASE(a_log_of_another_type, Fixture) {
  for (const Step& step : steps) {
    prepare(step);
    replace_by_another_type("log");
    BOOST_TEST(is_refused(step, *this, "the log is of another type"), step.name);
  }
}

BOOST_FIXTURE_TEST_CASE(a_user_who_may_not_write_the_log, Fixture) {
  command({"ACL", "SETUSER", "limited", "on", ">secret", "~*", "+@all", "-xadd"});
  auto settings = server.settings();
  settings.username = "limited";
  settings.password = "secret";
  DrawClient limited(settings);
  for (const Step& step : steps) {
    prepare(step);
    limited.action = action;
    BOOST_TEST(is_refused(step, limited, "XADD is not allowed"), step.name);
  }
}

BOOST_FIXTURE_TEST_CASE(records_of_another_type, Fixture) {
  for (const Step& step : steps) {
    if (step.name.find("pick") == std::string::npos) continue;
    prepare(step);
    replace_by_another_type("records");
    BOOST_TEST(is_refused(step, *this, "`records` is of another type"), step.name);
  }
}

BOOST_FIXTURE_TEST_CASE(any_key_of_another_type, Fixture) {
  for (const Step& step : steps) {
    for (const char* key : {"is_open", "prizes", "entrants", "winners", "winners_json", "unverified", "excluded",
                            "arrivals", "fairness", "renamed", "removed", "records", "sent:token"}) {
      prepare(step);
      replace_by_another_type(key);
      is_refused(step, *this, std::string(key) + " is of another type");
    }
  }
}
