#pragma once

// The public beacon that decides a draw together with its secret (fairness.md, version 2): a round of drand's quicknet,
// a random number that nobody can know in advance, and anyone can look up afterwards.

#include <optional>
#include <string>

namespace draw {

// What the commitment fixes at the opening: the chain, and the minimum number of seconds from the freeze to the round.
struct Beacon {
  std::string chain;
  long long margin;
};

// The one chain that we use (https://docs.drand.love/about).
struct Quicknet {
  static constexpr const char* chain = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
  static constexpr long long genesis = 1'692'803'367;  // seconds since 1970
  static constexpr long long period = 3;               // seconds
  static constexpr long long margin = 15;              // seconds
  static constexpr long long time_to_spread = 1;       // seconds until every relay has a round

  static long long time_of(long long round) { return genesis + period * (round - 1); }
};

struct Round {
  long long number;
  std::string randomness;  // hex: SHA-256 of the signature's bytes
  std::string signature;   // hex

  // From a relay's answer to GET /<chain>/public/<round> (drand's v1 API). Nothing if it is malformed, for another
  // round, or if the randomness is not the hash of the signature.
  static std::optional<Round> parse(const std::string& body, long long number);

  bool operator==(const Round& other) const { return number == other.number && signature == other.signature; }
};

}  // namespace draw
