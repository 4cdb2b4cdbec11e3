#pragma once

// Asks the beacon's relays for a round. Any of them may be unreachable or wrong.

#include <string>
#include <variant>
#include <vector>

#include "draw/beacon.hpp"

namespace draw {

// No reliable answer.
struct NoRound {
  std::string reason;  // for the log and the record, such as "no relay answered"
};

class Relays {
 public:
  // Their addresses, without trailing slashes. The first two are asked in parallel, the next if one fails; if two
  // answer, both must agree.
  explicit Relays(std::vector<std::string> addresses) : addresses_(std::move(addresses)) {}

  // Takes at most 8 s; io::Https limits time and size of each answer.
  std::variant<Round, NoRound> ask(const std::string& chain, long long round);

 private:
  std::vector<std::string> addresses_;
};

}  // namespace draw
