#pragma once

// What each of the five programs consists of, and their common main().

#include <functional>
#include <string>

#include "draw/store.hpp"
#include "io/redis.hpp"
#include "io/settings.hpp"
#include "pages/look.hpp"
#include "web/pages.hpp"
#include "web/routes.hpp"

struct Site {
  io::Settings settings = io::Settings::load();
  web::Pages pages{settings.templates, look_of(settings), settings.language};
  io::Redis redis{settings.redis};
  draw::Store store{redis, draw::Keys(settings.key_prefix), draw::parse_method(settings.method).value(),
                    std::chrono::hours(24) * settings.keep_days};

  // The site's address, with a trailing slash: from the setting, or else from the request; empty if that is not an
  // address.
  std::string address(const web::Request& request) const;

  // The same for phones. If the browser is on the machine itself and calls it localhost, there may be several, or none.
  std::vector<std::string> addresses_for_phones(const web::Request& request) const;
};

// A handler from a function of site and request.
inline web::Handler by(Site& site, web::Response (*answer)(Site& site, const web::Request& request)) {
  return [&site, answer](const web::Request& request) { return answer(site, request); };
}

// Serves these routes; returns the program's exit status. An invalid setting ends it with one line.
int run(const std::function<web::Routes(Site&)>& routes);

// Whether the program was started with this one argument, and not by a web server, which may pass a query as arguments
// (RFC 3875, 4.4).
bool is_called_with(int argc, char** argv, std::string_view argument);

// Prints what is wrong with this Redis, one line each; the exit status is 0 if nothing is.
int check_redis();
