#include "web/refusal.hpp"

#include "io/language.hpp"

namespace {

std::string heading(int status) {
  switch (status) {
    case 403: return io::tr("Not allowed");
    case 404: return io::tr("Page not found");
    case 405: return io::tr("Not allowed here");
    case 413: return io::tr("Request too large");
    case 500: return io::tr("Something went wrong");
    case 503: return io::tr("Back in a moment");
    default: return io::tr("That did not work");
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
