#include "web/shared.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "io/language.hpp"

namespace {

using std::chrono::steady_clock;
using web::Request;
using web::Response;

constexpr std::chrono::milliseconds kept{200};
constexpr std::size_t largest_kept = 65'536;  // of a body: not the record of a million entrants

struct Reply {
  Request to;
  Response response;
  std::string etag;
  steady_clock::time_point asked;
};

bool is_same_address(const Request& one, const Request& other) {
  const auto address = [](const Request& request) {
    return std::tie(request.path, request.query, request.root, request.scheme, request.host);
  };
  return address(one) == address(other);
}

// The same text has the same ETag in every process of this build.
std::string etag_of(const std::string& text) { return '"' + std::to_string(std::hash<std::string>{}(text)) + '"'; }

Response conditional(Response response, const std::string& etag, const Request& request) {
  if (response.status != 200) return response;
  response.cache_control = "max-age=0, s-maxage=1";
  response.headers.emplace_back("ETag", etag);
  if (request.if_none_match == "*" || request.if_none_match.find(etag) != std::string::npos) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

}  // namespace

web::Handler web::shared(Handler handler) {
  return [handler = std::move(handler),
          replies = std::make_shared<std::map<std::string, Reply>>()](const Request& request) {
    Reply* const last = &(*replies)[io::language()];
    const auto now = steady_clock::now();
    const bool is_known = last->response.status == 200 && now - last->asked < kept && !request.has_just_changed &&
                          is_same_address(last->to, request);
    if (is_known) return conditional(last->response, last->etag, request);
    Response response = handler(request);
    std::string etag = etag_of(response.body);
    if (response.body.size() > largest_kept) return conditional(std::move(response), etag, request);
    *last = {request, std::move(response), std::move(etag), now};
    return conditional(last->response, last->etag, request);
  };
}
