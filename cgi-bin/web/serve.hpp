#pragma once

// The serving loop: FastCGI where descriptor 0 is a listening socket (spawn-fcgi, mod_fcgid, systemd), else one request
// as plain CGI. The only file that knows libfcgi is serve.cpp.

#include "web/pages.hpp"
#include "web/routes.hpp"

namespace web {

// Serves until told to stop (SIGTERM, SIGUSR1); returns the program's exit status. What a handler throws is logged and
// answered with 503: this is the one place where exceptions are caught.
int serve(const Routes& routes, Pages& pages);

}  // namespace web
