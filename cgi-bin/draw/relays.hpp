#pragma once

// Asks the beacon's relays for a round. They are many, and any of them may be away or wrong.

#include <string>
#include <variant>
#include <vector>

#include "draw/beacon.hpp"

namespace draw {

// Nothing that could be relied on.
struct NoRound {
  std::string reason;  // for the log and the record, such as "no relay answered"
};

class Relays {
 public:
  // Their addresses, without a slash at the end. The first two are asked side by side, the next where one fails; where
  // two answer, both must say the same.
  explicit Relays(std::vector<std::string> addresses) : addresses_(std::move(addresses)) {}

  // Takes at most 8 s; each relay has the time and the size that io::Https gives.
  std::variant<Round, NoRound> ask(const std::string& chain, long long round);

 private:
  std::vector<std::string> addresses_;
};

}  // namespace draw
