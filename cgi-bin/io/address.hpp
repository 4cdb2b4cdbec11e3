#pragma once

// The addresses of a host name, within a time limit: getaddrinfo itself has none, and a dead name server can block it
// for half a minute.

#include <chrono>
#include <functional>
#include <future>
#include <string>
#include <vector>

namespace io {

using Addresses = std::vector<std::string>;  // as digits, in the order in which to try them
using LookUp = std::function<Addresses(const std::string& host)>;

bool is_address(const std::string& host);  // digits, of IPv4 or IPv6

// Asks the operating system, however long it takes. Empty where the host has no address or nobody can say.
Addresses look_up(const std::string& host);

class Resolver {
 public:
  explicit Resolver(LookUp look_up) : look_up_(std::move(look_up)) {}

  // Empty where the host has no address, or there is no answer within the limit. The look-up then goes on in a thread
  // of its own, and the next call waits for that one: there is never a second. An address is its own, at once. Always
  // ask one resolver for the same host.
  Addresses addresses(const std::string& host, std::chrono::milliseconds limit);

 private:
  LookUp look_up_;
  std::future<Addresses> pending_;
};

}  // namespace io
