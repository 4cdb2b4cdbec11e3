#include "web/guard.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "io/text.hpp"

namespace {

// As in Host, without the default ports, which a browser leaves out and a proxy may add.
std::string plain_host(const std::string& host) {
  const std::string lower = io::to_lower(host);
  const std::string_view port = std::string_view(lower).substr(std::min(lower.size(), lower.rfind(':')));
  return port == ":80" || port == ":443" ? lower.substr(0, lower.size() - port.size()) : lower;
}

// The host of an origin or a URL; empty if it has none, such as `null`, the origin of a sandboxed page.
std::string host_of(const std::string& url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string::npos) return "";
  const auto begin = scheme_end + 3;
  return plain_host(url.substr(begin, url.find_first_of("/?#", begin) - begin));
}

}  // namespace

namespace web {

bool is_logged_in(const Request& request) { return !request.auth_type.empty() && !request.remote_user.empty(); }

bool is_from_another_site(const Request& request) {
  if (!request.fetch_site.empty()) return request.fetch_site != "same-origin" && request.fetch_site != "none";
  const std::string& source = request.origin.empty() ? request.referer : request.origin;
  if (source.empty()) return false;
  const std::string host = host_of(source);
  return host.empty() || (host != plain_host(request.host) && host != host_of(request.url));
}

bool is_loaded_unasked(const Request& request) {
  constexpr std::array<std::string_view, 6> parts_of_a_page{"image/", "audio/",           "video/",
                                                            "font/",  "application/font", "text/css"};
  if (request.method != "GET") return false;
  return request.sec_purpose.find("prefetch") != std::string::npos ||
         std::any_of(parts_of_a_page.begin(), parts_of_a_page.end(),
                     [&](std::string_view type) { return request.accept.rfind(type, 0) == 0; });
}

}  // namespace web
