#pragma once

// The public beacon that decides a draw together with its secret (fairness.md, version 2): a round of drand's quicknet,
// a random number that nobody knows before its time, and anybody can look up ever after.

#include <optional>
#include <string>

namespace draw {

// What the commitment binds from the opening on: which chain, and how many seconds after the freeze the round may
// come at the earliest.
struct Beacon {
  std::string chain;
  long long margin;
};

// What is known of every chain that we use: there is one (https://docs.drand.love/about).
struct Quicknet {
  static constexpr const char* chain = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
  static constexpr long long genesis = 1'692'803'367;  // seconds since 1970
  static constexpr long long period = 3;               // seconds
  static constexpr long long margin = 15;              // seconds
  static constexpr long long time_to_spread = 1;       // seconds after its time until every relay has a round

  static long long time_of(long long round) { return genesis + period * (round - 1); }
};

struct Round {
  long long number;
  std::string randomness;  // hex: SHA-256 of the signature's bytes
  std::string signature;   // hex

  // What a relay answers to GET /<chain>/public/<round> (drand's v1 API). Nothing where it is of another round or its
  // randomness is not that of its signature, or where it has another shape.
  static std::optional<Round> parse(const std::string& body, long long number);

  bool operator==(const Round& other) const { return number == other.number && signature == other.signature; }
};

}  // namespace draw
