#include "io/https.hpp"

#include <curl/curl.h>

#include <new>
#include <stdexcept>

namespace {

constexpr std::size_t size_limit = 262'144;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, FreeList>;

// libcurl's write callback: taking less than was offered ends the transfer.
std::size_t collect(const char* bytes, std::size_t, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + count > size_limit) return 0;
  body.append(bytes, count);
  return count;
}

Headers to_list(const std::vector<std::string>& headers) {
  Headers list;
  for (const std::string& header : headers) {
    curl_slist* longer = curl_slist_append(list.get(), header.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    (void)list.release();
    list.reset(longer);
  }
  return list;
}

// An option that this libcurl refuses is a broken installation, and a silent one where it is about verifying.
template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(handle, option, value);
  if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
}

}  // namespace

namespace io {

void Https::Close::operator()(void* handle) const { curl_easy_cleanup(handle); }

Https::Https() : handle_(curl_easy_init()) {
  if (!handle_) throw std::bad_alloc();
}

std::variant<HttpAnswer, NoAnswer> Https::get(const std::string& url, const std::vector<std::string>& headers) {
  CURL* handle = handle_.get();
  curl_easy_reset(handle);
  HttpAnswer answer;
  const Headers list = to_list(headers);
  // Plain http only where the settings ask for it: a redirect never leads there from https.
  const char* protocols = url.rfind("https:", 0) == 0 ? "https" : "http,https";
  set(handle, CURLOPT_URL, url.c_str());
  set(handle, CURLOPT_PROTOCOLS_STR, protocols);
  set(handle, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
  set(handle, CURLOPT_HTTPHEADER, list.get());
  set(handle, CURLOPT_FOLLOWLOCATION, 1L);
  set(handle, CURLOPT_MAXREDIRS, 3L);
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, 2000L);
  set(handle, CURLOPT_TIMEOUT_MS, 5000L);
  set(handle, CURLOPT_WRITEFUNCTION, collect);
  set(handle, CURLOPT_WRITEDATA, &answer.body);
  const CURLcode code = curl_easy_perform(handle);
  if (code != CURLE_OK) return NoAnswer{curl_easy_strerror(code)};
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

}  // namespace io
