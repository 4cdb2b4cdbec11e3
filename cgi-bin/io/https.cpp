#include "io/https.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <new>
#include <stdexcept>

namespace {

constexpr std::size_t size_limit = 262'144;
constexpr std::chrono::milliseconds time_limit{5000};
constexpr int most_redirects = 3;

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

std::map<std::string, std::string> headers_of(CURL* handle) {
  std::map<std::string, std::string> all;
  curl_header* header = nullptr;
  while ((header = curl_easy_nextheader(handle, CURLH_HEADER, -1, header)) != nullptr) {
    std::string name = header->name;
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    all[name] = header->value;
  }
  return all;
}

// Scheme, host and port, up to the slash after them: what a URL of the same server begins with.
std::string origin(const std::string& url) {
  return url.substr(0, url.find_first_of("/?#", url.find("://") + 3)) + "/";
}

}  // namespace

namespace io {

void Https::Close::operator()(void* handle) const { curl_easy_cleanup(handle); }

Https::Https() : handle_(curl_easy_init()) {
  if (!handle_) throw std::bad_alloc();
}

std::variant<HttpAnswer, NoAnswer> Https::get(std::string url, const std::vector<std::string>& headers) {
  using std::chrono::steady_clock;
  const auto end = steady_clock::now() + time_limit;
  const std::string server = origin(url);
  const Headers list = to_list(headers);
  CURL* handle = handle_.get();
  for (int redirects = 0; redirects <= most_redirects; ++redirects) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - steady_clock::now()).count();
    HttpAnswer answer;
    curl_easy_reset(handle);
    set(handle, CURLOPT_URL, url.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    set(handle, CURLOPT_CAINFO, nullptr);  // the folder of trusted certificates does; reading all costs 1 MiB a process
    set(handle, CURLOPT_HTTPHEADER, list.get());
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, 2000L);
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<long long>(left, 1)));  // 0 would be no limit
    set(handle, CURLOPT_WRITEFUNCTION, collect);
    set(handle, CURLOPT_WRITEDATA, &answer.body);
    const CURLcode code = curl_easy_perform(handle);
    if (code != CURLE_OK) return NoAnswer{curl_easy_strerror(code)};
    const char* elsewhere = nullptr;  // made absolute by libcurl
    curl_easy_getinfo(handle, CURLINFO_REDIRECT_URL, &elsewhere);
    if (elsewhere == nullptr) {
      curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
      answer.headers = headers_of(handle);
      return answer;
    }
    url = elsewhere;
    if (url.rfind(server, 0) != 0) return NoAnswer{"a redirect to another server"};
  }
  return NoAnswer{"too many redirects"};
}

}  // namespace io
