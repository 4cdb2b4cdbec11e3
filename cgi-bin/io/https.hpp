#pragma once

// Asks another web server, by libcurl, and within limits: a person is waiting for the answer.

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace io {

struct HttpAnswer {
  long status = 0;
  std::map<std::string, std::string> headers;  // by their names in lower case
  std::string body;
};

// No complete answer: no route, a time-out, a certificate for another name, too large, a redirect to another server.
struct NoAnswer {
  std::string reason;
};

class Https {
 public:
  Https();

  // GET, with the certificate verified. Redirects are followed within the same scheme, host and port, since the headers
  // may hold a secret. Limits: connecting 2 s, all of it 5 s, 256 KiB, 3 redirects. The connection is kept for the next
  // call.
  std::variant<HttpAnswer, NoAnswer> get(std::string url, const std::vector<std::string>& headers);

 private:
  struct Close {
    void operator()(void* handle) const;
  };
  std::unique_ptr<void, Close> handle_;
};

}  // namespace io
