#include "web/serve.hpp"

#include <fcgiapp.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "io/language.hpp"
#include "io/log.hpp"
#include "io/redis.hpp"
#include "web/guard.hpp"
#include "web/language.hpp"
#include "web/refusal.hpp"

namespace {

// Only the organiser sends more than a name: lists of prizes and people.
constexpr std::size_t longest_body = 16'384;
constexpr std::size_t longest_body_of_administrator = 1'048'576;

// One request and reply over either protocol.
struct Exchange {
  web::Request::Variables variable;
  std::function<std::size_t(char* into, std::size_t most)> read;
  std::function<void()> discard;  // the rest of a body too long: some web servers first write all of it
  std::function<void(const std::string&)> write;
  std::function<void(bool was_read)> finish;  // after this the client has the whole reply
  web::Response::SomebodyWaits somebody_waits;
};

// Reads the body, or returns a refusal: 400 if its length is not a number or it ends early, 413 if it is too long. A
// chunked body may have no length, and is read to its end.
std::optional<web::Response> read_body(const Exchange& exchange, web::Request& request, web::Pages& pages) {
  const auto variable = [&](const char* name) {
    const char* value = exchange.variable(name);
    return std::string_view(value != nullptr ? value : "");
  };
  const std::string_view text = variable("CONTENT_LENGTH");
  const bool in_chunks = text.empty() && variable("HTTP_TRANSFER_ENCODING") == "chunked";
  if (text.empty() && !in_chunks) return std::nullopt;
  const std::size_t most = web::is_logged_in(request) ? longest_body_of_administrator : longest_body;
  std::size_t length = most + 1;
  const bool is_number = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_number)
    return refuse(request, pages, 400, io::tr("The length of the request is not a number; send it again."));
  const bool is_short =
      in_chunks ||
      (std::from_chars(text.data(), text.data() + text.size(), length).ec == std::errc() && length <= most);
  request.body.resize(is_short ? length : 0);
  const std::size_t count = is_short ? exchange.read(request.body.data(), length) : 0;
  if (!is_short || count > most) {
    exchange.discard();
    return refuse(request, pages, 413, io::tr("The request is too large; send less."));
  }
  if (!in_chunks && count != length) {
    return refuse(request, pages, 400, io::tr("The request ended early; send it again."));
  }
  request.body.resize(count);
  return std::nullopt;
}

// `work` is what an earlier reply left to do, if anything.
void handle(const Exchange& exchange, const web::Routes& routes, web::Pages& pages, const std::string& url,
            web::Response::Work& work) {
  web::Request request = web::Request::from(exchange.variable);
  request.url = url;
  io::speak(language_for(request, pages.languages()));
  const auto refusal = read_body(exchange, request, pages);
  web::Response response = refusal ? *refusal : web::answer(request, routes, pages);
  const bool has_policy = std::any_of(response.headers.begin(), response.headers.end(),
                                      [](const auto& header) { return header.first == "Content-Security-Policy"; });
  if (response.type.rfind("text/html", 0) == 0 || response.status >= 400) {
    response.headers.emplace_back("Vary", "Accept-Language");
    response.headers.emplace_back("Content-Language", io::language());
  }
  if (!pages.policy().empty() && !has_policy && response.type.rfind("text/html", 0) == 0) {
    response.headers.emplace_back("Content-Security-Policy", pages.policy());
  }
  exchange.write(response.to_cgi(request.method != "HEAD"));
  exchange.finish(!refusal);
  if (response.afterwards) work = response.afterwards;
  try {
    if (work && work(exchange.somebody_waits)) work = nullptr;
  } catch (const std::exception& error) {
    io::log("after " + request.method + " " + request.path + ": " + error.what());
    work = nullptr;
  }
}

void serve_cgi(const web::Routes& routes, web::Pages& pages, const std::string& url) {
  web::Response::Work work;
  handle({[](const char* name) { return std::getenv(name); },  // NOLINT(concurrency-mt-unsafe): nothing sets it
          [](char* into, std::size_t most) {
            std::cin.read(into, static_cast<std::streamsize>(most));
            return static_cast<std::size_t>(std::cin.gcount());
          },
          [] { std::cin.ignore(std::numeric_limits<std::streamsize>::max()); },
          [](const std::string& reply) { std::cout << reply << std::flush; }, [](bool) { close(STDOUT_FILENO); },
          [] { return false; }},
         routes, pages, url, work);
}

// libfcgi checks whether to stop and then waits for a request, so a signal between the two is missed. It is repeated
// each second until the program has exited.
void stop_serving(int) {
  FCGX_ShutdownPending();
  alarm(1);
}

void stop_at_signals() {
  struct sigaction action {};
  action.sa_handler = stop_serving;
  for (const int signal : {SIGTERM, SIGUSR1, SIGALRM}) sigaction(signal, &action, nullptr);
}

class FastCgiRequest {
 public:
  FastCgiRequest() { FCGX_InitRequest(&request_, 0, 0); }
  ~FastCgiRequest() { FCGX_Free(&request_, 1); }
  FastCgiRequest(const FastCgiRequest&) = delete;
  FastCgiRequest& operator=(const FastCgiRequest&) = delete;
  FastCgiRequest(FastCgiRequest&&) = delete;
  FastCgiRequest& operator=(FastCgiRequest&&) = delete;

  // libfcgi searches all variables for each name, which takes a tenth of a request's time.
  bool accept() {
    if (FCGX_Accept_r(&request_) != 0) return false;
    variables_.clear();
    for (char** each = request_.envp; *each != nullptr; ++each) {
      const std::string_view variable = *each;
      variables_.emplace_back(variable.substr(0, variable.find('=')), *each);
    }
    return true;
  }

  Exchange exchange() {
    return {
        [this](std::string_view name) -> const char* {
          const auto found = std::find_if(variables_.begin(), variables_.end(),
                                          [&](const auto& variable) { return variable.first == name; });
          return found != variables_.end() ? found->second + name.size() + 1 : nullptr;
        },
        [this](char* into, std::size_t most) {
          return static_cast<std::size_t>(FCGX_GetStr(into, static_cast<int>(most), request_.in));
        },
        [] {},
        [this](const std::string& reply) { FCGX_PutStr(reply.data(), static_cast<int>(reply.size()), request_.out); },
        [this](bool was_read) {
          // libfcgi would wait for the web server to close the connection first, since unread data could cut the reply
          // short. Once the body has been read to its end there is none.
          if (was_read && FCGX_GetChar(request_.in) == EOF) FCGX_Detach(&request_);
          FCGX_Finish_r(&request_);
        },
        [] {
          pollfd listening{0, POLLIN, 0};
          return poll(&listening, 1, 0) > 0;
        }};
  }

 private:
  FCGX_Request request_{};
  std::vector<std::pair<std::string_view, const char*>> variables_;  // by name, "NAME=value"
};

}  // namespace

web::Response web::answer(const Request& request, const Routes& routes, Pages& pages) {
  const auto failed = [&](int status, const std::exception& error, const std::string& sentence) {
    io::log(std::to_string(status) + " " + request.method + " " + request.path + ": " + error.what());
    return refuse(request, pages, status, sentence);
  };
  try {
    return dispatch(routes, pages, request);
  } catch (const io::RedisError& error) {
    return failed(503, error, io::tr("The draw is unavailable right now; try again in a few seconds."));
  } catch (const std::exception& error) {
    return failed(500, error,
                  io::tr("Something went wrong on this site, and its log has the details; tell the organiser."));
  }
}

int web::serve(const Routes& routes, Pages& pages, const std::string& url) {
  if (FCGX_IsCGI() != 0) {
    serve_cgi(routes, pages, url);
    return EXIT_SUCCESS;
  }
  stop_at_signals();
  if (FCGX_Init() != 0) throw std::runtime_error("libfcgi does not start");
  FastCgiRequest request;
  web::Response::Work work;
  while (request.accept()) handle(request.exchange(), routes, pages, url, work);
  return EXIT_SUCCESS;
}
