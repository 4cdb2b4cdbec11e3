#include "site.hpp"

#include <cstdlib>

#include "io/log.hpp"
#include "web/serve.hpp"

int run(const std::function<web::Routes(Site&)>& routes) try {
  Site site;
  web::Routes table = routes(site);
  for (web::Route& route : table) {
    route.handler = [&site, handler = route.handler](const web::Request& request) {
      site.redis.begin();
      return handler(request);
    };
  }
  return web::serve(table, site.pages);
} catch (const std::exception& error) {
  io::log(error.what());
  return EXIT_FAILURE;
}
