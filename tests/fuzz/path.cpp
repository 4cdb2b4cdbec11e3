// Paths and the other variables of a request, through the routes.

#include "fuzz.hpp"
#include "web/routes.hpp"

namespace {

// The first line is the method, the second the path, the others are headers.
web::Request request(const std::string& lines) {
  constexpr std::string_view names[] = {"REQUEST_METHOD", "PATH_INFO",   "CONTENT_TYPE",        "HTTP_ACCEPT",
                                        "HTTP_HOST",      "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE", "HTTP_IF_NONE_MATCH",
                                        "AUTH_TYPE",      "REMOTE_USER"};
  std::string values = lines;
  std::string_view rest = values;
  const char* starts[std::size(names)] = {};
  for (auto& start : starts) {
    if (rest.empty()) break;
    const auto end = std::min(rest.find('\n'), rest.size());
    start = rest.data();
    if (end < rest.size()) values[static_cast<std::size_t>(rest.data() - values.data()) + end] = 0;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return web::Request::from([&](const char* name) -> const char* {
    for (std::size_t i = 0; i < std::size(names); ++i) {
      if (names[i] == name) return starts[i];
    }
    return nullptr;
  });
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using web::Access;
  using web::Effect;
  static web::Pages pages{SOURCE_DIR "/templates"};
  bool let_in = false;
  const auto answer = [&](const web::Request&) { return web::plain("OK"); };
  const auto administer = [&](const web::Request&) {
    let_in = true;
    return web::plain("OK");
  };
  const web::Routes routes{{"GET", "/", Access::everybody, Effect::reads, answer},
                           {"POST", "/enter/*", Access::everybody, Effect::changes, answer},
                           {"POST", "/startdraw", Access::administrator, Effect::changes, administer}};
  const web::Request asked = request(fuzz::text(data, size));
  const web::Response response = web::dispatch(routes, pages, asked);
  const std::string head = response.to_cgi(false);
  fuzz::require(response.status >= 200 && response.status < 500, "no server error");
  fuzz::require(!let_in || asked.path == "/startdraw", "only the administrator's path leads there");
  fuzz::require(head.find("\r\n\r\n") == head.size() - 4, "headers end once, at the end");
  return 0;
}
