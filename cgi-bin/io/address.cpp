#include "io/address.hpp"

#include <netdb.h>
#include <signal.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <thread>

namespace {

struct FreeAddresses {
  void operator()(addrinfo* first) const { freeaddrinfo(first); }
};

io::Addresses ask(const std::string& host, int flags) {
  addrinfo hints{};
  hints.ai_flags = flags;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* first = nullptr;
  if (getaddrinfo(host.c_str(), nullptr, &hints, &first) != 0) return {};
  const std::unique_ptr<addrinfo, FreeAddresses> found(first);
  io::Addresses addresses;
  for (const addrinfo* each = first; each != nullptr; each = each->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(each->ai_addr, each->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0) {
      addresses.emplace_back(text.data());
    }
  }
  return addresses;
}

// A SIGTERM must reach the thread that serves.
void leave_signals_to_others() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

namespace io {

Addresses look_up(const std::string& host) { return ask(host, 0); }

Addresses Resolver::addresses(const std::string& host, std::chrono::milliseconds limit) {
  if (Addresses itself = ask(host, AI_NUMERICHOST); !itself.empty()) return itself;
  const auto is_done_within = [&](std::chrono::milliseconds time) {
    return pending_.wait_for(time) == std::future_status::ready;
  };
  if (pending_.valid() && is_done_within(std::chrono::milliseconds(0))) {
    Addresses late = pending_.get();
    if (!late.empty()) return late;  // "No address" may be out of date: ask again
  }
  if (!pending_.valid()) {
    std::packaged_task<Addresses()> task([look_up = look_up_, host] {
      leave_signals_to_others();
      return look_up(host);
    });
    std::future<Addresses> result = task.get_future();
    std::thread(std::move(task)).detach();  // shares nothing with this object: it may outlive it, and ends with exit
    pending_ = std::move(result);
  }
  if (!is_done_within(limit)) throw std::runtime_error("no answer from the name server in time");
  return pending_.get();
}

}  // namespace io
