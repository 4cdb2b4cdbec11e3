#pragma once

// A response as a value, complete before its first byte is written: an error never leaves half a page.

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace web {

struct Response {
  int status = 200;
  std::string type;  // of the body, with its charset
  std::string body;
  std::string cache_control = "no-store";
  std::vector<std::pair<std::string, std::string>> headers = {};

  // Slow work that nobody should wait for, done after the reply. Exceptions are logged. It can ask whether the next
  // request has come, and return false to continue after that one.
  using SomebodyWaits = std::function<bool()>;
  using Work = std::function<bool(const SomebodyWaits&)>;
  Work afterwards = nullptr;

  // In CGI's format: a Status header and the rest, without the body for HEAD.
  std::string to_cgi(bool with_body) const;
};

Response page(std::string html, int status = 200);
Response plain(std::string text, int status = 200);
Response json(std::string text);
Response see_other(std::string path);

}  // namespace web
