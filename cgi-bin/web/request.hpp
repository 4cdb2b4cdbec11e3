#pragma once

// A request as a value: the web server's CGI variables (RFC 3875) and the body. It is made from any function that looks
// variables up, so that handlers can be tested without a server.

#include <functional>
#include <string>
#include <string_view>

namespace web {

// A cookie that clients keep for 3 s after changing the draw: they bypass every cache.
constexpr std::string_view changed_cookie = "prizedraw_fresh=1";

struct Request {
  std::string method;
  std::string root;   // the site's path, "" or such as /draw, which every link begins with; encoded
  std::string path;   // the rest of the path, decoded, without the query
  std::string query;  // as it was sent; a form
  std::string content_type;
  std::string accept;
  std::string accept_language;
  std::string scheme;  // http or https
  std::string host;
  std::string origin;
  std::string referer;
  std::string fetch_site;   // Sec-Fetch-Site
  std::string sec_purpose;  // Sec-Purpose, or an older name of it: prefetch if the browser preloads
  std::string if_none_match;
  std::string cookies;
  bool has_just_changed = false;  // whether it has the cookie that dispatch() sets after a change
  std::string auth_type;
  std::string remote_user;
  std::string body;
  std::string url;  // the site's address by PRIZEDRAW_URL, since a proxy may hide the host; empty if not set

  using Variables = std::function<const char*(const char* name)>;
  static Request from(const Variables& variables);

  // Whether the client is a browser that shows pages, as opposed to a script.
  bool wants_page() const { return accept.find("text/html") != std::string::npos; }

  // A field of the query; empty if there is none of this name or the query cannot be read.
  std::string asked_for(const std::string& name) const;

  // The value of the cookie of this name; empty if there is none.
  std::string cookie(std::string_view name) const;

  // Whether the body is declared as this media type, with any parameters.
  bool has_type(std::string_view media_type) const;
};

}  // namespace web
