#pragma once

// Looks up what is still open, unasked: whoever is waited for, and unverified entrants. Whoever does not exist is
// removed while the draw is open; once it is closed its roster stays, and the pick passes them over.
//
// One process does nothing else (`enter --look-ups`). Where it cannot run, each process of `enter` goes on after its
// replies.

#include <functional>
#include <set>
#include <string>

#include "draw/profiles.hpp"
#include "draw/store.hpp"

namespace draw {

class Verifier {
 public:
  Verifier(Store& store, Profiles& profiles) : store_(store), profiles_(profiles) {}

  // Until the process is ended. A broken Redis is logged once, and tried again.
  [[noreturn]] void run_always();

  // Until nothing is left to do, some seconds are over, or another program is at it; false where it only stops since
  // somebody waits for this process.
  bool run_after_reply(const std::function<bool()>& somebody_waits);

 private:
  struct Round {
    bool is_open;  // the draw
    bool did_something;
  };
  Round round(const std::string& name, std::size_t most);  // of so many, 0 to stop; `name` says how good its claim is
  void verify(const GithubId& id, const Lookup& lookup);

  Store& store_;
  Profiles& profiles_;
  std::set<std::string> left_to_the_pick_;
};

}  // namespace draw
