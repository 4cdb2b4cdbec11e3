#pragma once

// The serving loop: FastCGI if descriptor 0 is a listening socket (spawn-fcgi, mod_fcgid, systemd), else one request as
// plain CGI. The only file that knows libfcgi is serve.cpp.

#include "web/pages.hpp"
#include "web/routes.hpp"

namespace web {

// Serves until told to stop (SIGTERM, SIGUSR1); returns the program's exit status. `url` is Request::url.
int serve(const Routes& routes, Pages& pages, const std::string& url);

// The response to one request, even if its handler throws; exceptions are caught and logged here only. A RedisError
// becomes 503, since it may be temporary; anything else is a bug and becomes 500.
Response answer(const Request& request, const Routes& routes, Pages& pages);

}  // namespace web
