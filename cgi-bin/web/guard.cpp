#include "web/guard.hpp"

#include <algorithm>

namespace {

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

namespace web {

bool is_logged_in(const Request& request) { return !request.auth_type.empty() && !request.remote_user.empty(); }

bool is_from_another_site(const Request& request) {
  if (!request.fetch_site.empty()) return request.fetch_site != "same-origin" && request.fetch_site != "none";
  if (request.origin.empty()) return false;
  const auto scheme_end = request.origin.find("://");
  if (scheme_end == std::string::npos) return true;  // "null": a sandboxed or local page
  return !same_ignoring_case(std::string_view(request.origin).substr(scheme_end + 3), request.host);
}

}  // namespace web
