#include "io/https.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <new>
#include <optional>
#include <stdexcept>
#include <thread>

namespace {

using std::chrono::steady_clock;

constexpr std::size_t size_limit = 262'144;
constexpr std::chrono::milliseconds time_limit{5000};
constexpr int most_redirects = 3;

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
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

// If libcurl rejects an option the installation is broken, possibly in a way that disables verification silently.
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

void check(CURLMcode code) {
  if (code != CURLM_OK) throw std::runtime_error(std::string("libcurl: ") + curl_multi_strerror(code));
}

// Scheme, host and port with the slash after them, which every URL of the same server begins with.
std::string origin(const std::string& url) {
  return url.substr(0, url.find_first_of("/?#", url.find("://") + 3)) + "/";
}

}  // namespace

namespace io {

struct Https::Transfer {
  std::unique_ptr<CURL, FreeHandle> handle{curl_easy_init()};
  Headers headers;
  std::string server;  // which every address must begin with
  steady_clock::time_point end = steady_clock::now() + time_limit;
  int redirects = 0;
  HttpAnswer answer;
  OnAnswer on_answer;

  void ask(const std::string& url) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - steady_clock::now()).count();
    CURL* curl = handle.get();
    answer = {};
    curl_easy_reset(curl);
    set(curl, CURLOPT_URL, url.c_str());
    set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    set(curl, CURLOPT_CAINFO, nullptr);  // the certificate folder suffices; loading the bundle costs 1 MiB a process
    set(curl, CURLOPT_HTTPHEADER, headers.get());
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_QUICK_EXIT, 1L);  // do not wait for a name server when giving up
    set(curl, CURLOPT_PIPEWAIT, server.rfind("https", 0) == 0 ? 1L : 0L);
    set(curl, CURLOPT_CONNECTTIMEOUT_MS, 2000L);
    set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<long long>(left, 1)));  // 0 would be no limit
    set(curl, CURLOPT_WRITEFUNCTION, collect);
    set(curl, CURLOPT_WRITEDATA, &answer.body);
  }

  // The complete answer, or nothing if a redirect is followed.
  std::optional<std::variant<HttpAnswer, NoAnswer>> result(CURLcode code) {
    if (code != CURLE_OK) return NoAnswer{curl_easy_strerror(code)};
    const char* elsewhere = nullptr;  // made absolute by libcurl
    curl_easy_getinfo(handle.get(), CURLINFO_REDIRECT_URL, &elsewhere);
    if (elsewhere == nullptr) {
      curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
      answer.headers = headers_of(handle.get());
      return std::move(answer);
    }
    const std::string url = elsewhere;
    if (url.rfind(server, 0) != 0) return NoAnswer{"a redirect to another server"};
    if (redirects++ == most_redirects) return NoAnswer{"too many redirects"};
    ask(url);
    return std::nullopt;
  }
};

void Https::Close::operator()(void* multi) const { curl_multi_cleanup(multi); }

Https::Https() = default;
Https::~Https() = default;

void Https::start(const std::string& url, const std::vector<std::string>& headers, OnAnswer on_answer) {
  if (!multi_) multi_.reset(curl_multi_init());
  auto transfer = std::make_unique<Transfer>();
  void* handle = transfer->handle.get();
  if (!multi_ || handle == nullptr) throw std::bad_alloc();
  transfer->headers = to_list(headers);
  transfer->server = origin(url);
  transfer->on_answer = std::move(on_answer);
  transfer->ask(url);
  check(curl_multi_add_handle(multi_.get(), handle));
  transfers_.emplace(handle, std::move(transfer));
}

void Https::run(std::chrono::milliseconds time) {
  if (transfers_.empty()) return std::this_thread::sleep_for(time);
  const auto end = steady_clock::now() + time;
  for (;;) {
    int running = 0;
    check(curl_multi_perform(multi_.get(), &running));
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - steady_clock::now());
    if (deliver() || left.count() <= 0) return;
    check(curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(left.count()), nullptr));
  }
}

// Returns whether there was an answer.
bool Https::deliver() {
  bool is_any = false;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    const auto at = transfers_.find(message->easy_handle);
    const CURLcode code = message->data.result;  // NOLINT(*-union-access): how libcurl says it
    check(curl_multi_remove_handle(multi_.get(), at->first));
    if (const auto result = at->second->result(code)) {
      const std::unique_ptr<Transfer> done = std::move(at->second);
      transfers_.erase(at);
      done->on_answer(*result);
      is_any = true;
    } else {
      check(curl_multi_add_handle(multi_.get(), at->first));
    }
  }
  return is_any;
}

}  // namespace io
