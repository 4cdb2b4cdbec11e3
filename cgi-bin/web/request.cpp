#include "web/request.hpp"

#include <algorithm>

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

}  // namespace

namespace web {

Request Request::from(const Variables& variables) {
  const auto get = [&](const char* name) {
    const char* value = variables(name);
    return std::string(value != nullptr ? value : "");
  };
  Request request;
  request.method = get("REQUEST_METHOD");
  request.path = get("SCRIPT_NAME") + get("PATH_INFO");
  request.content_type = get("CONTENT_TYPE");
  request.accept = get("HTTP_ACCEPT");
  request.host = get("HTTP_HOST");
  request.origin = get("HTTP_ORIGIN");
  request.fetch_site = get("HTTP_SEC_FETCH_SITE");
  request.if_none_match = get("HTTP_IF_NONE_MATCH");
  request.auth_type = get("AUTH_TYPE");
  request.remote_user = get("REMOTE_USER");
  return request;
}

bool Request::has_type(std::string_view media_type) const {
  std::string type = content_type.substr(0, content_type.find(';'));
  type.erase(type.find_last_not_of(" \t") + 1);
  std::transform(type.begin(), type.end(), type.begin(), lower);
  return type == media_type;
}

}  // namespace web
