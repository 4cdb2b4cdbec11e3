#define BOOST_TEST_MODULE profiles
#include <atomic>
#include <boost/test/unit_test.hpp>

#include "draw/profiles.hpp"
#include "support/draw_fixture.hpp"
#include "support/http_stub.hpp"

namespace {

bool has_line(const std::string& head, const std::string& line) {
  return head.find(line + "\r\n") != std::string::npos;
}

// A GitHub that behaves as a test says, and a program with a token that asks it.
struct Fixture : OwnRedisServer {
  std::string answer = HttpStub::answer("200 OK", R"({"login": "Mona", "id": 7, "type": "User"})", "ETag: \"one\"\r\n");
  std::atomic<int> asked{0};
  std::string question;
  std::chrono::milliseconds takes{0};
  bool refuses_token = false;
  HttpStub github{[this](const std::string& head) {
    ++asked;
    question = head;
    std::this_thread::sleep_for(takes);
    const bool is_refused = refuses_token && head.find("Authorization") != std::string::npos;
    return is_refused ? HttpStub::answer("401 Unauthorized") : answer;
  }};
  DrawClient client{server.settings(), github.url(), "secret"};

  draw::Lookup look_up(const std::string& id = "mona") {
    client.redis.begin();
    return client.profiles.look_up(github_id(id));
  }
  bool is_found(const std::string& id = "mona") { return std::holds_alternative<draw::Profile>(look_up(id)); }
  bool is_unknown(const std::string& id = "mona") { return std::holds_alternative<draw::UnknownUser>(look_up(id)); }
  bool is_unavailable(const std::string& id = "mona") { return std::holds_alternative<draw::Unavailable>(look_up(id)); }
  long long seconds_left(const std::string& key) { return client.count("TTL", key); }
};

std::vector<draw::GithubId> ids(const std::string& start, std::size_t count) {
  std::vector<draw::GithubId> all;
  for (const std::string& id : numbered(start, count)) all.push_back(github_id(id));
  return all;
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(github_is_asked_once_an_hour, Fixture) {
  BOOST_TEST(is_found());
  BOOST_TEST(is_found());
  BOOST_TEST(asked == 1);
  BOOST_TEST(has_line(question, "GET /users/mona HTTP/1.1"));
  BOOST_TEST(has_line(question, "Authorization: Bearer secret"));
  BOOST_TEST(seconds_left("profiles:mona") > 3590);
  BOOST_TEST(!client.has("asking:mona"));
}

BOOST_FIXTURE_TEST_CASE(who_was_renamed_is_kept_under_both_logins, Fixture) {
  BOOST_TEST(is_found("maiden"));
  BOOST_TEST(is_found("mona"));
  BOOST_TEST(asked == 1);
}

BOOST_FIXTURE_TEST_CASE(an_expired_profile_is_asked_for_by_its_version, Fixture) {
  is_found();
  client.command({"DEL", "prizedraw:profiles:mona"});
  answer = HttpStub::answer("304 Not Modified");
  BOOST_TEST(is_found());
  BOOST_TEST(has_line(question, "If-None-Match: \"one\""));
  BOOST_TEST(client.has("profiles:mona"));
}

BOOST_FIXTURE_TEST_CASE(no_such_user_is_remembered_for_a_minute, Fixture) {
  answer = HttpStub::answer("404 Not Found");
  BOOST_TEST(is_unknown());
  BOOST_TEST(is_unknown());
  BOOST_TEST(asked == 1);
  BOOST_TEST(seconds_left("nobody:mona") > 50);
  BOOST_TEST(seconds_left("nobody:mona") <= 60);
  answer = HttpStub::answer("200 OK", R"({"login": "octo-org", "type": "Organization"})");
  BOOST_TEST(is_unknown("octo-org"));
}

BOOST_FIXTURE_TEST_CASE(while_github_fails_nobody_asks, Fixture) {
  answer = HttpStub::answer("500 Internal Server Error");
  BOOST_TEST(is_unavailable());
  BOOST_TEST(is_unavailable("hubot"));
  BOOST_TEST(asked == 1);
  BOOST_TEST(seconds_left("github_silent") <= 10);
  BOOST_TEST(!client.has("asking:mona"));
}

BOOST_FIXTURE_TEST_CASE(the_limit_is_respected_as_long_as_github_says, Fixture) {
  answer = HttpStub::answer("429 Too Many Requests", "", "Retry-After: 90\r\n");
  BOOST_TEST(is_unavailable());
  BOOST_TEST(seconds_left("github_silent") > 80);
  BOOST_TEST(seconds_left("github_silent") <= 90);
}

BOOST_FIXTURE_TEST_CASE(answers_that_make_no_sense, Fixture) {
  for (const auto& nonsense :
       {HttpStub::answer("200 OK", "nonsense"), HttpStub::answer("200 OK", "{}"), HttpStub::answer("304 Not Modified"),
        std::string("nonsense\r\n\r\n"), HttpStub::answer("302 Found", "", "Location: http://127.0.0.1:1/\r\n")}) {
    client.command({"FLUSHALL"});
    answer = nonsense;
    BOOST_TEST(is_unavailable(), nonsense);
    BOOST_TEST(client.has("github_silent"), nonsense);
  }
}

// ---- The token

BOOST_FIXTURE_TEST_CASE(a_passing_401_drops_the_token_for_some_minutes, Fixture) {
  refuses_token = true;
  BOOST_TEST(is_found());
  BOOST_TEST(asked == 2);
  BOOST_TEST(question.find("Authorization") == std::string::npos);
  BOOST_TEST(seconds_left("token_refused") > 590);
  BOOST_TEST(!client.has("github_silent"));
  BOOST_TEST(is_found("hubot"));
  BOOST_TEST(asked == 3);
  refuses_token = false;
  client.command({"DEL", "prizedraw:token_refused", "prizedraw:profiles:mona"});
  BOOST_TEST(is_found());
  BOOST_TEST(has_line(question, "Authorization: Bearer secret"));
}

BOOST_FIXTURE_TEST_CASE(a_401_without_a_token_is_a_failure_as_any_other, Fixture) {
  client.command({"SET", "prizedraw:token_refused", "true"});
  answer = HttpStub::answer("401 Unauthorized");
  BOOST_TEST(is_unavailable());
  BOOST_TEST(client.has("github_silent"));
}

BOOST_FIXTURE_TEST_CASE(how_many_look_ups_are_left, Fixture) {
  BOOST_TEST(!draw::github_quota(client.store).has_value());
  const auto reset = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()) + 600;
  answer = HttpStub::answer(
      "404 Not Found", "",
      "X-RateLimit-Remaining: 4999\r\nX-RateLimit-Limit: 5000\r\nX-RateLimit-Reset: " + std::to_string(reset) + "\r\n");
  is_unknown();
  const auto quota = draw::github_quota(client.store);
  BOOST_REQUIRE(quota.has_value());
  BOOST_TEST(quota->left == 4999);
  BOOST_TEST(quota->limit == 5000);
  BOOST_TEST(quota->renewed_in.count() > 590);
  BOOST_TEST(quota->renewed_in.count() <= 601);
}

// ---- Several at once

BOOST_FIXTURE_TEST_CASE(of_several_who_need_one_profile_one_asks, Fixture) {
  takes = std::chrono::milliseconds(300);
  DrawClient other(server.settings(), github.url());
  bool other_found = false;
  std::thread thread(
      [&] { other_found = std::holds_alternative<draw::Profile>(other.profiles.look_up(github_id("mona"))); });
  BOOST_TEST(is_found());
  thread.join();
  BOOST_TEST(other_found);
  BOOST_TEST(asked == 1);
}

BOOST_FIXTURE_TEST_CASE(look_ups_together_have_one_time_limit, Fixture) {
  const auto now = std::chrono::milliseconds(0);
  BOOST_TEST(client.profiles.look_up({github_id("mona")}, now).empty());
  takes = std::chrono::milliseconds(100);
  const auto start = std::chrono::steady_clock::now();
  const auto all = client.profiles.look_up(ids("user", 100), std::chrono::milliseconds(1000));
  BOOST_TEST((std::chrono::steady_clock::now() - start < std::chrono::milliseconds(1200)));
  BOOST_TEST(all.size() > 5U);  // the stub answers one at a time
  BOOST_TEST(all.size() < 12U);
}

BOOST_FIXTURE_TEST_CASE(who_waits_waits_less_than_a_second, Fixture) {
  takes = std::chrono::milliseconds(1200);
  const auto start = std::chrono::steady_clock::now();
  BOOST_TEST(is_unavailable());
  BOOST_TEST((std::chrono::steady_clock::now() - start < std::chrono::milliseconds(900)));
  BOOST_TEST(!client.has("waited_for"));
  BOOST_TEST(client.profiles.is_asking());  // the request continues
  client.profiles.run(std::chrono::milliseconds(2000));
  BOOST_TEST(client.has("profiles:mona"));
  BOOST_TEST(!client.has("github_silent"));
  BOOST_TEST(asked == 1);
}

BOOST_FIXTURE_TEST_CASE(only_four_wait_at_one_time, Fixture) {
  const auto until =
      std::to_string(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()) + 60) + "000";
  for (const char* who : {"a 1", "b 2", "b 3"}) client.command({"ZADD", "prizedraw:waited_for", until, who});
  BOOST_TEST(is_found());
  client.command({"ZADD", "prizedraw:waited_for", until, "c 4"});
  BOOST_TEST(is_unavailable("hubot"));
  BOOST_TEST(asked == 1);
  BOOST_TEST(is_found());                                           // known profiles need no wait
  client.command({"ZADD", "prizedraw:waited_for", "1000", "c 4"});  // of a process that crashed
  BOOST_TEST(is_found("hubot"));
}

BOOST_FIXTURE_TEST_CASE(who_waits_leaves_the_question_to_the_verifier, Fixture) {
  client.command({"SET", "prizedraw:verifier", "always"});
  BOOST_TEST(is_unavailable());
  BOOST_TEST(asked == 0);
  client.command({"SET", "prizedraw:verifier", client.profiles.name()});  // this program is the verifier
  BOOST_TEST(is_found());
}
