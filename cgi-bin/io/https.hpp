#pragma once

// Sends requests to another web server, by libcurl, many in parallel, each within limits. Nothing happens in the
// background: answers arrive during run().

#include <chrono>
#include <functional>
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

// No complete answer: no route, a timeout, a certificate for another name, too large, a redirect to another server.
struct NoAnswer {
  std::string reason;
};

class Https {
 public:
  using OnAnswer = std::function<void(const std::variant<HttpAnswer, NoAnswer>&)>;

  Https();
  ~Https();  // abandons unanswered requests
  Https(const Https&) = delete;
  Https& operator=(const Https&) = delete;
  Https(Https&&) = delete;
  Https& operator=(Https&&) = delete;

  // GET, with the certificate verified. Redirects are followed only to the same scheme, host and port, since the
  // headers may contain a secret. Limits: 2 s to connect, 5 s in total, 256 KiB, 3 redirects. Connections are reused,
  // and over HTTP/2 all requests share one. The first request initialises libcurl.
  void start(const std::string& url, const std::vector<std::string>& headers, OnAnswer on_answer);

  // Continues all requests, and returns when some are answered, or after this time.
  void run(std::chrono::milliseconds time);

 private:
  struct Transfer;
  struct Close {
    void operator()(void* multi) const;
  };
  bool deliver();

  std::unique_ptr<void, Close> multi_;
  std::map<void*, std::unique_ptr<Transfer>> transfers_;  // by libcurl's handle
};

}  // namespace io
