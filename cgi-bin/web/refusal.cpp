#include "web/refusal.hpp"

namespace {

std::string heading(int status) {
  switch (status) {
    case 403: return "Not allowed";
    case 404: return "Page not found";
    case 405: return "Not allowed here";
    case 413: return "Request too large";
    case 500: return "Something went wrong";
    case 503: return "Back in a moment";
    default: return "That did not work";
  }
}

}  // namespace

namespace web {

Response refuse(const Request& request, Pages& pages, int status, const std::string& sentence) {
  const View view{{"root", request.root},
                  {"title", heading(status)},
                  {"heading", heading(status)},
                  {"status", std::to_string(status)},
                  {"sentence", sentence}};
  Response response = request.wants_page() ? page(pages.render("error", view), status) : plain(sentence + "\n", status);
  if (status == 503) response.headers.emplace_back("Retry-After", "2");
  return response;
}

}  // namespace web
