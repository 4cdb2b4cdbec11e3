#define BOOST_TEST_MODULE settings
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "io/settings.hpp"
#include "io/tls.hpp"

namespace {

using Names = std::map<std::string, std::string>;

io::Settings parse(const std::string& text, const Names& environment = {}) {
  std::istringstream file(text);
  const auto look_up = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = environment.find(name);
    return found == environment.end() ? std::nullopt : std::optional(found->second);
  };
  return io::Settings::parse(file, look_up, std::string(SOURCE_DIR) + "/cgi-bin");
}

// The line that a program ends with.
std::string fault(const std::string& text, const Names& environment = {}) {
  try {
    parse(text, environment);
  } catch (const io::SettingsError& error) {
    return error.what();
  }
  return "";
}

bool names(const std::string& line, const std::string& setting) {
  return line.find(setting) != std::string::npos && line.find('\n') == std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(defaults) {
  const auto settings = parse("# nothing\n\n");
  BOOST_TEST(settings.redis.host == "127.0.0.1");
  BOOST_TEST(settings.redis.port == 6379);
  BOOST_TEST(settings.redis.socket.empty());
  BOOST_TEST(settings.redis.database == 0);
  BOOST_TEST(settings.key_prefix == "prizedraw");
  BOOST_TEST(settings.github_url == "https://api.github.com");
  BOOST_TEST(settings.templates == std::string(SOURCE_DIR) + "/templates");
}

BOOST_AUTO_TEST_CASE(the_environment_wins) {
  const auto settings = parse("REDIS_HOST = there\nREDIS_PORT=7000\r\nREDIS_PASSWORD=a=b#c\n",
                              {{"REDIS_HOST", "here"}, {"REDIS_PORT", ""}});
  BOOST_TEST(settings.redis.host == "here");
  BOOST_TEST(settings.redis.port == 7000);
  BOOST_TEST(settings.redis.password == "a=b#c");
}

BOOST_AUTO_TEST_CASE(the_file_with_every_default_is_valid) {
  std::ifstream file(std::string(SOURCE_DIR) + "/config/prizedraw.conf");
  BOOST_REQUIRE(file);
  std::string text, line;
  while (std::getline(file, line)) {
    // Settings are commented out at their defaults: `#NAME=value`.
    const auto equals = line.find('=');
    const bool is_setting = line.size() > 1 && line[0] == '#' && line[1] >= 'A' && line[1] <= 'Z' &&
                            equals != std::string::npos && line.find(' ') > equals;
    text += (is_setting ? line.substr(1) : line) + "\n";
  }
  BOOST_TEST(parse(text).redis.port == 6379);
}

BOOST_AUTO_TEST_CASE(nonsense_is_named) {
  for (const char* port : {"0", "65536", "-1", "6379x", " ", "1e3"}) {
    BOOST_TEST(names(fault("", {{"REDIS_PORT", port}}), "REDIS_PORT"), port);
  }
  BOOST_TEST(names(fault("REDIS_DB=one\n"), "REDIS_DB"));
  BOOST_TEST(names(fault("GITHUB_API_URL=ftp://x\n"), "GITHUB_API_URL"));
  BOOST_TEST(names(fault("GITHUB_URL=github.com\n"), "GITHUB_URL"));
  BOOST_TEST(names(fault("GITHUB_URL=https://x/?a\n"), "GITHUB_URL"));
  for (const char* url :
       {"draw.example.org", "javascript:x", "https://x/?a", "https://x/#a", "https://x/ y", "https://<b>"}) {
    BOOST_TEST(names(fault("", {{"PRIZEDRAW_URL", url}}), "PRIZEDRAW_URL"), url);
  }
  for (const char* addresses : {"draw.example.org", "ftp://192.0.2.7", "http://192.0.2.7/ javascript:x", "http://x/?a",
                                "http://x/#a", "http://<b>", "http://x/\"", "http://", "http://x https:///"}) {
    BOOST_TEST(names(fault("", {{"PRIZEDRAW_ADDRESSES", addresses}}), "PRIZEDRAW_ADDRESSES"), addresses);
  }
  for (const char* days : {"-1", "3651", "a month", "0.5"}) {
    BOOST_TEST(names(fault("", {{"PRIZEDRAW_KEEP_DAYS", days}}), "PRIZEDRAW_KEEP_DAYS"), days);
  }
  for (const char* colour :
       {"red", "#", "#12", "#1234", "#12345", "#1234567", "a8235f", "#a8235g", "#a82 35", "# a82"}) {
    BOOST_TEST(names(fault("", {{"PRIZEDRAW_ACCENT", colour}}), "PRIZEDRAW_ACCENT"), colour);
  }
  for (const char* logo :
       {"logo.svg", "//x.example/logo.svg", "http://x.example/logo.svg", "https://x.example", "https://x.example/",
        "/a b.svg", "/logo.svg; script-src *", "/l'ogo.svg", "/\"", "https://x.example/a?b", "/a#b", "/logo.svg,*",
        "data:image/png;base64,AA", "javascript:x"}) {
    BOOST_TEST(names(fault("", {{"PRIZEDRAW_LOGO", logo}}), "PRIZEDRAW_LOGO"), logo);
  }
  BOOST_TEST(names(fault("PRIZEDRAW_TEMPLATES=/nowhere\n"), "PRIZEDRAW_TEMPLATES"));
  BOOST_TEST(names(fault("REDIS_PROT=6379\n"), "REDIS_PROT"));
  BOOST_TEST(names(fault("REDIS_USERNAME=me\n"), "REDIS_USERNAME"));
  BOOST_TEST(names(fault("# fine\nnonsense\n"), "line 2"));
  BOOST_TEST(names(fault("", {{"PRIZEDRAW_KEY_PREFIX", "a\nb"}}), "PRIZEDRAW_KEY_PREFIX"));
}

BOOST_AUTO_TEST_CASE(redis_by_its_url) {
  const auto redis = [](const std::string& url, const std::string& more = "") {
    return parse("REDIS_URL=" + url + "\n" + more).redis;
  };
  BOOST_TEST((redis("redis://there").host == "there" && redis("redis://there").port == 6379));
  BOOST_TEST((redis("redis://there:7000/").port == 7000 && redis("redis://there:7000/").database == 0));
  BOOST_TEST((redis("redis://[::1]:7000/2").host == "::1" && redis("redis://[::1]/2").database == 2));
  const auto whole = redis("redis://me:p%40ss%3A%2f@there:7000/3");
  BOOST_TEST((whole.username == "me" && whole.password == "p@ss:/" && whole.port == 7000 && whole.database == 3));
  BOOST_TEST((redis("redis://:secret@there").password == "secret" && redis("redis://secret@there").username.empty()));
  const auto local = redis("unix://:secret@/run/redis.sock?db=4");
  BOOST_TEST((local.socket == "/run/redis.sock" && local.password == "secret" && local.database == 4));
  BOOST_TEST(redis("redis://there", "REDIS_PASSWORD=secret\nREDIS_DB=5\n").database == 5);
  BOOST_TEST(redis("redis://there:7000", "REDIS_HOST=there\n").port == 7000);  // they agree

  for (const char* url :
       {"there", "http://there", "redis://", "redis://:7000", "redis://there:0", "redis://there:x", "redis://a:b:c",
        "redis://there/x", "redis://there/1/2", "redis://me:%zz@there", "redis://me:@there", "unix://run/redis.sock",
        "unix:///run/redis.sock?db=x", "unix:///run/redis.sock?x=1", "redis://there/-1"}) {
    BOOST_TEST(names(fault("", {{"REDIS_URL", url}}), "REDIS_URL"), url);
  }
  BOOST_TEST(fault("REDIS_URL=redis://me:hush@there:x\n").find("hush") == std::string::npos);
  if (!io::has_redis_tls) BOOST_TEST(names(fault("REDIS_URL=rediss://there\n"), "config/stunnel"));
  if (io::has_redis_tls) BOOST_TEST(redis("rediss://there").uses_tls);
}

BOOST_AUTO_TEST_CASE(settings_of_redis_that_contradict_each_other) {
  const std::string by_host = "REDIS_URL=redis://me:secret@there:7000/3\n";
  for (const char* other : {"REDIS_HOST=here", "REDIS_PORT=6379", "REDIS_USERNAME=you", "REDIS_PASSWORD=another",
                            "REDIS_DB=0", "REDIS_TLS=yes"}) {
    const std::string name = std::string(other).substr(0, std::string(other).find('='));
    BOOST_TEST(names(fault(by_host + other + "\n"), name), other);
    BOOST_TEST(fault(by_host + other + "\n").find("another") == std::string::npos);
  }
  BOOST_TEST(names(fault(by_host + "REDIS_SOCKET=/run/redis.sock\n"), "REDIS_SOCKET"));
  BOOST_TEST(names(fault("REDIS_URL=redis://there\nREDIS_SENTINELS=a:1\nREDIS_MASTER=m\n"), "REDIS_SENTINELS"));
}

BOOST_AUTO_TEST_CASE(sentinels_and_replicas) {
  const auto redis = parse("REDIS_SENTINELS=one:26379, [::1]:26380\nREDIS_MASTER=draws\nPRIZEDRAW_REPLICAS=2\n").redis;
  BOOST_TEST((redis.sentinels.size() == 2 && redis.sentinels[1].host == "::1" && redis.sentinels[1].port == 26380));
  BOOST_TEST((redis.master == "draws" && redis.replicas == 2));
  for (const char* sentinels : {"one", "one:x", "one:0", ":26379"}) {
    BOOST_TEST(names(fault("REDIS_MASTER=draws\n", {{"REDIS_SENTINELS", sentinels}}), "REDIS_SENTINELS"), sentinels);
  }
  BOOST_TEST(names(fault("REDIS_SENTINELS=one:1\n"), "REDIS_MASTER"));
  BOOST_TEST(names(fault("REDIS_MASTER=draws\n"), "REDIS_SENTINELS"));
  BOOST_TEST(names(fault("PRIZEDRAW_REPLICAS=-1\n"), "PRIZEDRAW_REPLICAS"));
  BOOST_TEST(names(fault("REDIS_TLS_CA=/nowhere\n"), "REDIS_TLS_CA"));
  BOOST_TEST(names(fault("REDIS_TLS=perhaps\n"), "REDIS_TLS"));
}

BOOST_AUTO_TEST_CASE(secrets_are_not_shown) {
  const std::string line = fault("", {{"REDIS_PASSWORD", "hush\xff"}});
  BOOST_TEST(names(line, "REDIS_PASSWORD"));
  BOOST_TEST(line.find("hush") == std::string::npos);
  BOOST_TEST(fault("GITHUB_TOKEN=hush hush\n").find("hush") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(where_the_site_is) {
  BOOST_TEST(parse("").url.empty());
  for (const char* url : {"https://draw.example.org/spring", "https://draw.example.org/spring//"}) {
    BOOST_TEST(parse("PRIZEDRAW_URL=" + std::string(url) + "\n").url == "https://draw.example.org/spring/");
  }
}

BOOST_AUTO_TEST_CASE(where_phones_reach_it) {
  BOOST_TEST(parse("").addresses.empty());
  const std::vector<std::string> both{"http://192.0.2.7:8080/", "https://draw.example.org/spring/"};
  BOOST_TEST(
      parse("PRIZEDRAW_ADDRESSES= http://192.0.2.7:8080  https://draw.example.org/spring// \n").addresses == both,
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(how_the_site_looks) {
  BOOST_TEST((parse("").accent.empty() && parse("").logo.empty()));
  BOOST_TEST(parse("PRIZEDRAW_ACCENT=#0Af\n").accent == "#00aaff");
  BOOST_TEST(parse("PRIZEDRAW_ACCENT = #A8235F\n").accent == "#a8235f");
  for (const char* logo : {"/assets/logo.svg", "https://x.example:8443/a/logo-1.png"}) {
    BOOST_TEST(parse("PRIZEDRAW_LOGO=" + std::string(logo) + "\n").logo == logo);
  }
}

BOOST_AUTO_TEST_CASE(how_long_data_are_kept) {
  BOOST_TEST(parse("").keep_days == 30);
  BOOST_TEST(parse("PRIZEDRAW_KEEP_DAYS=0\n").keep_days == 0);
}
