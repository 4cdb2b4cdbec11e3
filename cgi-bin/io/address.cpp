#include "io/address.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <csignal>
#include <memory>
#include <thread>

namespace {

struct FreeAddresses {
  void operator()(addrinfo* first) const { freeaddrinfo(first); }
};

// SIGTERM must reach the serving thread.
void leave_signals_to_others() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

namespace io {

bool is_address(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

Addresses look_up(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* first = nullptr;
  if (getaddrinfo(host.c_str(), nullptr, &hints, &first) != 0) return {};
  const std::unique_ptr<addrinfo, FreeAddresses> found(first);
  Addresses addresses;
  for (const addrinfo* each = first; each != nullptr; each = each->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(each->ai_addr, each->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0) {
      addresses.emplace_back(text.data());
    }
  }
  return addresses;
}

Addresses Resolver::addresses(const std::string& host, std::chrono::milliseconds limit) {
  if (is_address(host)) return {host};
  if (!pending_.valid()) {
    std::packaged_task<Addresses()> task([look_up = look_up_, host] {
      leave_signals_to_others();
      return look_up(host);
    });
    pending_ = task.get_future();
    std::thread(std::move(task)).detach();  // may outlive this object, and shares nothing with it
  }
  if (pending_.wait_for(limit) != std::future_status::ready) return {};
  return pending_.get();
}

}  // namespace io
