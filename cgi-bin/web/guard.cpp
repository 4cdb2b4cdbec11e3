#include "web/guard.hpp"

#include "io/text.hpp"

namespace web {

bool is_logged_in(const Request& request) { return !request.auth_type.empty() && !request.remote_user.empty(); }

bool is_from_another_site(const Request& request) {
  if (!request.fetch_site.empty()) return request.fetch_site != "same-origin" && request.fetch_site != "none";
  if (request.origin.empty()) return false;
  const auto scheme_end = request.origin.find("://");
  if (scheme_end == std::string::npos) return true;  // "null": a sandboxed or local page
  return io::to_lower(request.origin.substr(scheme_end + 3)) != io::to_lower(request.host);
}

}  // namespace web
