#include "web/refusal.hpp"

namespace {

std::string heading(int status) {
  switch (status) {
    case 403:
      return "Not allowed";
    case 404:
      return "Page not found";
    case 405:
      return "Not possible here";
    case 413:
      return "Too much at once";
    case 503:
      return "Back in a moment";
    default:
      return "That did not work";
  }
}

}  // namespace

namespace web {

Response refuse(const Request& request, Pages& pages, int status, const std::string& sentence) {
  if (!request.wants_page()) return plain(sentence + "\n", status);
  const View view{{"root", request.root},
                  {"title", heading(status)},
                  {"heading", heading(status)},
                  {"status", std::to_string(status)},
                  {"sentence", sentence}};
  return page(pages.render("error", view), status);
}

Response unavailable(const Request& request, Pages& pages, const std::string& sentence) {
  Response response = refuse(request, pages, 503, sentence);
  response.headers.emplace_back("Retry-After", "2");
  return response;
}

}  // namespace web
