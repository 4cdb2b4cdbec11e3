#include "pages/verify.hpp"

web::Response verify_page(Site& site, const web::Request& request) {
  const web::View view{{"root", request.root},
                       {"github", site.settings.github_site},
                       {"title", "Check the result"},
                       {"script", "/assets/verify.js"}};
  return web::page(site.pages.render("verify", view));
}
