#pragma once

// Who wins what by the method `ranked`, version 1: a function of what was fixed before anybody could know the outcome,
// which anybody can compute again. Step numbers are those of the method in the README ("Checking a result").

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace draw {

// Step 1. Made at the opening; the commitment is public from then on, the secret from the pick on.
struct Seed {
  std::string draw;    // 16 random bytes, hex
  std::string secret;  // 32 random bytes, hex

  static Seed make();
  std::string commitment() const;  // SHA-256 of the secret's bytes, hex

  // What this project's keys of the draw are known by: milliseconds since 1970 of a time after 2200, another for each
  // draw and never reached.
  std::string mark() const;
};

// Step 2. SHA-256, hex, of the texts, sorted bytewise already and joined by line feeds.
std::string hash_of(const std::vector<std::string>& sorted);

struct Ranking {
  std::string entrants_sha256;
  std::string prizes_sha256;
  std::string key;                 // step 4, hex
  std::vector<std::string> order;  // step 5: the entrants, the first wins first

  // Both lists must be sorted bytewise. `audience_word` is the method's `public`.
  static Ranking make(const Seed& seed, const std::vector<std::string>& prizes,
                      const std::vector<std::string>& entrants, const std::string& audience_word);
};

using Awards = std::vector<std::pair<std::string, std::string>>;  // prize, GitHub ID

// A prize that moves on (step 7).
struct Replacement {
  std::string prize;
  std::string from;
  std::string to;  // empty where nobody is left
  std::string reason;
};

struct Outcome {
  Awards awards;
  std::vector<Replacement> replacements;
};

// Steps 6 and 7: each prize goes to the next in the order, and on from whomever `passed_over` gives a reason for.
Outcome assign(const std::vector<std::string>& prizes, const std::vector<std::string>& order,
               const std::function<std::optional<std::string>(const std::string& id)>& passed_over);

}  // namespace draw
