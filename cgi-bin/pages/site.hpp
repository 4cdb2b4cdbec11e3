#pragma once

// What each of the five programs is made of, and their common main().

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
  web::Pages pages{settings.templates, look_of(settings)};
  io::Redis redis{settings.redis};
  draw::Store store{redis, draw::Keys(settings.key_prefix), draw::parse_method(settings.method).value(),
                    std::chrono::hours(24) * settings.keep_days};

  // Where the site is, with a slash at the end: the setting, else what the request says; empty where that is no
  // address.
  std::string address(const web::Request& request) const;

  // The same for phones, with a choice where the browser is on the machine itself and calls it localhost; then none may
  // be known.
  std::vector<std::string> addresses_for_phones(const web::Request& request) const;
};

// A handler that answers by a function of site and request.
inline web::Handler by(Site& site, web::Response (*answer)(Site& site, const web::Request& request)) {
  return [&site, answer](const web::Request& request) { return answer(site, request); };
}

// Serves these routes; returns the program's exit status. A setting that makes no sense ends it with one line.
int run(const std::function<web::Routes(Site&)>& routes);

// Whether a program was started with this one argument, and not by a web server, which may hand a query over as
// arguments (RFC 3875, 4.4).
bool is_called_with(int argc, char** argv, std::string_view argument);

// For whoever starts a site: prints what stands against this Redis, a line each; the exit status is 0 where nothing
// does.
int check_redis();
