#include "pages/phone.hpp"

#include "io/crypto.hpp"
#include "io/text.hpp"

namespace {

constexpr std::string_view cookie = "prizedraw_phone";
constexpr std::size_t length = 32;

}  // namespace

std::string phone_of(const web::Request& request) {
  const std::string held = request.cookie(cookie);
  return held.size() == length && io::is_hex(held) ? held : "";
}

std::string phone_or_new(const web::Request& request) {
  const bool is_browser = request.wants_page() || !request.origin.empty() || !request.fetch_site.empty();
  if (!is_browser) return "";
  const std::string held = phone_of(request);
  return held.empty() ? io::to_hex(io::random_bytes(length / 2)) : held;
}

void keep_phone(web::Response& response, const web::Request& request, const std::string& phone) {
  response.headers.emplace_back("Set-Cookie", std::string(cookie) + "=" + phone + "; Path=" + request.root +
                                                  "/; Max-Age=2592000; HttpOnly; SameSite=Lax" +
                                                  (request.scheme == "https" ? "; Secure" : ""));
}
