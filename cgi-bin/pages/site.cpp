#include "pages/site.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>

#include "draw/redis_check.hpp"
#include "io/language.hpp"
#include "io/log.hpp"
#include "io/text.hpp"
#include "web/serve.hpp"

namespace {

bool is_part_of_host(char c) {
  return io::is_letter_or_digit(c) || std::string_view(".-:[]").find(c) != std::string_view::npos;
}

// Names by which every machine means itself, with any port (RFC 6761, 6.3).
bool is_loopback(const std::string& host) {
  const std::string name = host.substr(0, host.find(':', host.rfind(']') == std::string::npos ? 0 : host.rfind(']')));
  constexpr std::string_view suffix = ".localhost";
  const bool ends_so =
      name.size() > suffix.size() && name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0;
  return name == "localhost" || ends_so || name.rfind("127.", 0) == 0 || name == "[::1]";
}

// Scripts, styles and forms are our own, nothing is inline, and pictures of people come from GitHub; a logo may come
// from elsewhere. The web server sets the same policy on its own responses.
std::string policy(const io::Settings& settings) {
  const std::string logo = settings.logo.rfind("https://", 0) == 0 ? " " + settings.logo : "";
  return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' " +
         settings.pictures + logo + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

// If Redis or the web server is gone, the write fails; a signal must not end the program.
void ignore_broken_pipes() { (void)std::signal(SIGPIPE, SIG_IGN); }

}  // namespace

std::string Site::address(const web::Request& request) const {
  if (!settings.url.empty()) return settings.url;
  const std::string& host = request.host;
  const bool is_host = !host.empty() && host.size() < 256 && std::all_of(host.begin(), host.end(), is_part_of_host);
  return is_host ? request.scheme + "://" + host + request.root + "/" : "";
}

std::vector<std::string> Site::addresses_for_phones(const web::Request& request) const {
  const std::string here = address(request);
  if (here.empty()) return {};
  return settings.url.empty() && is_loopback(io::to_lower(request.host)) ? settings.addresses : std::vector{here};
}

int run(const std::function<web::Routes(Site&)>& routes) try {
  ignore_broken_pipes();
  Site site;
  web::Routes table = routes(site);
  site.settings.github_token.assign(site.settings.github_token.size(), '\0');  // Profiles has copied it by now
  site.pages.set_policy(policy(site.settings));
  for (web::Route& route : table) {
    route.handler = [&site, handler = route.handler](const web::Request& request) {
      site.redis.begin();
      web::Response response = handler(request);
      if (response.afterwards) {
        response.afterwards = [&site, work = response.afterwards](const auto& somebody_waits) {
          site.redis.begin();
          return work(somebody_waits);
        };
      }
      return response;
    };
  }
  return web::serve(table, site.pages, site.settings.url);
} catch (const std::exception& error) {
  io::log(error.what());
  return EXIT_FAILURE;
}

bool is_called_with(int argc, char** argv, std::string_view argument) {
  const bool by_a_web_server = std::getenv("GATEWAY_INTERFACE") != nullptr;  // NOLINT(concurrency-mt-unsafe)
  return !by_a_web_server && argc == 2 && argv[1] == argument;
}

int check_redis() try {
  ignore_broken_pipes();
  Site site;
  const auto concerns = draw::redis_concerns(site.store);
  for (const auto& each : concerns) std::cout << io::tr(each.sentence, {{"value", each.value}}) << '\n';
  return concerns.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
} catch (const std::exception& error) {
  io::log(error.what());
  return EXIT_FAILURE;
}
