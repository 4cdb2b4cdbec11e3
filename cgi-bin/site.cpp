#include "site.hpp"

#include <cstdlib>

#include "io/log.hpp"
#include "web/serve.hpp"

int run(const std::function<web::Routes(Site&)>& routes) try {
  Site site;
  return web::serve(routes(site), site.pages);
} catch (const std::exception& error) {
  io::log(error.what());
  return EXIT_FAILURE;
}
