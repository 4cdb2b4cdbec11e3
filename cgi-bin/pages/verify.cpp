#include "pages/verify.hpp"

#include "draw/record.hpp"
#include "io/language.hpp"

std::string relays_of(const Site& site) {
  std::string relays;
  for (const std::string& each : site.settings.beacon) relays += (relays.empty() ? "" : " ") + each;
  return relays;
}

web::Response verify_page(Site& site, const web::Request& request) {
  // Of the current draw, even if the reader asks for another: a cache gives everybody the same page.
  const std::string relays = relays_of(site);
  const web::View view{{"root", request.root},
                       {"github", site.settings.github_site},
                       {"title", io::tr("Verify the result")},
                       {"relays", relays},
                       {"has_record", draw::has_record(site.store) ? "yes" : ""},
                       {"script", "/assets/verify.js"},
                       {"style", "/assets/verify.css"}};
  web::Response response = web::page(site.pages.render("verify", view));
  // The reader may ask the beacon's relays, from this page alone.
  constexpr std::string_view connect = "connect-src 'self'";
  std::string policy = site.pages.policy();
  const auto at = policy.find(connect);
  if (at != std::string::npos && !relays.empty()) policy.insert(at + connect.size(), " " + relays);
  response.headers.emplace_back("Content-Security-Policy", policy);
  return response;
}
