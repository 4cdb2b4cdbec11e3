#pragma once

// The addresses of a host name, within a time limit. getaddrinfo itself has none: a dead name server can block it for
// half a minute.

#include <chrono>
#include <functional>
#include <future>
#include <string>
#include <vector>

namespace io {

using Addresses = std::vector<std::string>;  // numeric, in the order in which to try them
using LookUp = std::function<Addresses(const std::string& host)>;

bool is_address(const std::string& host);  // a numeric IPv4 or IPv6 address

// Asks the operating system, without a time limit. Empty if no address was found.
Addresses look_up(const std::string& host);

class Resolver {
 public:
  explicit Resolver(LookUp look_up) : look_up_(std::move(look_up)) {}

  // Empty if no address was found within the limit. The look-up then continues in a thread, and the next call waits for
  // it, so that there is never a second one. A numeric address is returned as it is. Use one resolver per host.
  Addresses addresses(const std::string& host, std::chrono::milliseconds limit);

 private:
  LookUp look_up_;
  std::future<Addresses> pending_;
};

}  // namespace io
