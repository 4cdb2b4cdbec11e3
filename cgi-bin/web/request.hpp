#pragma once

// A request as a value: what the web server said of it in CGI's variables (RFC 3875), and its body. Made from anything
// that can look variables up, so that a handler can be tested without a server.

#include <functional>
#include <string>
#include <string_view>

namespace web {

// Held for 3 s by whoever has changed the draw: they see it as it is now, past every cache.
constexpr std::string_view changed_cookie = "prizedraw_fresh=1";

struct Request {
  std::string method;
  std::string root;   // where the site begins, "" or as /draw: what every link of its pages begins with; encoded
  std::string path;   // the rest: decoded, without the query
  std::string query;  // as it was sent; a form
  std::string content_type;
  std::string accept;
  std::string scheme;  // http or https
  std::string host;
  std::string origin;
  std::string referer;
  std::string fetch_site;   // Sec-Fetch-Site
  std::string sec_purpose;  // Sec-Purpose, or an older name of it: prefetch where the browser loads ahead of time
  std::string if_none_match;
  std::string cookies;
  bool has_just_changed = false;  // the draw, by the cookie that dispatch() gives for a moment
  std::string auth_type;
  std::string remote_user;
  std::string body;
  std::string url;  // where the site is, by PRIZEDRAW_URL: a proxy may hide its host; empty if it does not say

  using Variables = std::function<const char*(const char* name)>;
  static Request from(const Variables& variables);

  // A browser that shows pages, as opposed to a script.
  bool wants_page() const { return accept.find("text/html") != std::string::npos; }

  // A field of the query, empty where it has none of this name or cannot be read.
  std::string asked_for(const std::string& name) const;

  // The value of the cookie of this name, empty where there is none.
  std::string cookie(std::string_view name) const;

  // Whether the body is said to be of this media type, whatever its parameters.
  bool has_type(std::string_view media_type) const;
};

}  // namespace web
