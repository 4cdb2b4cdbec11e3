#pragma once

// Asks another web server, by libcurl, many questions side by side, and each within limits. Nothing goes on by itself:
// the answers come while run() is called.

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

// No complete answer: no route, a time-out, a certificate for another name, too large, a redirect to another server.
struct NoAnswer {
  std::string reason;
};

class Https {
 public:
  using OnAnswer = std::function<void(const std::variant<HttpAnswer, NoAnswer>&)>;

  Https();
  ~Https();  // gives up what was not answered
  Https(const Https&) = delete;
  Https& operator=(const Https&) = delete;
  Https(Https&&) = delete;
  Https& operator=(Https&&) = delete;

  // GET, with the certificate verified. Redirects are followed within the same scheme, host and port, since the headers
  // may hold a secret. Limits: connecting 2 s, all of it 5 s, 256 KiB, 3 redirects. Connections are kept for the next
  // questions, and over HTTP/2 all share one. libcurl is started by the first question.
  void start(const std::string& url, const std::vector<std::string>& headers, OnAnswer on_answer);

  // Goes on with all questions, and returns when some are answered, or after this time.
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
