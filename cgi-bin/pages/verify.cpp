#include "pages/verify.hpp"

#include "draw/record.hpp"

web::Response verify_page(Site& site, const web::Request& request) {
  // Of the draw that is shown, whichever the reader asks for: a cache gives everybody the same page.
  const web::View view{{"root", request.root},
                       {"github", site.settings.github_site},
                       {"title", "Check the result"},
                       {"has_record", draw::has_record(site.store) ? "yes" : ""},
                       {"script", "/assets/verify.js"}};
  return web::page(site.pages.render("verify", view));
}
