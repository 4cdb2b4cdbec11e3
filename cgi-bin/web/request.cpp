#include "web/request.hpp"

#include <utility>

#include "io/text.hpp"
#include "web/form.hpp"

namespace web {

namespace {

// SCRIPT_NAME is the path of the site, or of the program's file in it, such as /draw/cgi-bin/enter. It arrives decoded,
// and goes into links percent-encoded (RFC 3986, 2.1), never as //draw, which would be another host.
std::string root_of(std::string_view script_name) {
  std::string root;
  bool slash = false;
  for (const char c : script_name.substr(0, script_name.rfind("/cgi-bin/"))) {
    if (c == '/') {
      slash = true;
    } else {
      root += (std::exchange(slash, false) ? "/" : "") + percent_encoded({&c, 1});
    }
  }
  return root;
}

}  // namespace

Request Request::from(const Variables& variables) {
  const auto get = [&](const char* name) {
    const char* value = variables(name);
    return std::string(value != nullptr ? value : "");
  };
  Request request;
  request.method = get("REQUEST_METHOD");
  request.root = root_of(get("SCRIPT_NAME"));
  request.path = get("PATH_INFO");
  request.query = get("QUERY_STRING");
  request.content_type = get("CONTENT_TYPE");
  request.accept = get("HTTP_ACCEPT");
  request.accept_language = get("HTTP_ACCEPT_LANGUAGE");
  request.scheme = get("REQUEST_SCHEME") == "https" || get("HTTPS") == "on" ? "https" : "http";
  request.host = get("HTTP_HOST");
  request.origin = get("HTTP_ORIGIN");
  request.referer = get("HTTP_REFERER");
  request.fetch_site = get("HTTP_SEC_FETCH_SITE");
  for (const char* name : {"HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ"}) {
    if (request.sec_purpose.empty()) request.sec_purpose = get(name);
  }
  request.if_none_match = get("HTTP_IF_NONE_MATCH");
  request.cookies = get("HTTP_COOKIE");
  request.has_just_changed = request.cookies.find(changed_cookie) != std::string::npos;
  request.auth_type = get("AUTH_TYPE");
  request.remote_user = get("REMOTE_USER");
  return request;
}

std::string Request::asked_for(const std::string& name) const {
  const auto form = Form::parse(query);
  return form ? form->field(name) : "";
}

std::string Request::cookie(std::string_view name) const {
  const std::string all = "; " + cookies;
  const std::string start = "; " + std::string(name) + "=";
  const auto at = all.find(start);
  if (at == std::string::npos) return "";
  const auto begin = at + start.size();
  return all.substr(begin, all.find(';', begin) - begin);
}

bool Request::has_type(std::string_view media_type) const {
  std::string type = content_type.substr(0, content_type.find(';'));
  type.erase(type.find_last_not_of(" \t") + 1);
  return io::to_lower(type) == media_type;
}

}  // namespace web
