#pragma once

// Looks people up in the background: those for whom somebody waits, and unverified entrants. Users who do not exist are
// removed while the draw is open; once it is closed the roster stays, and the pick passes over them.
//
// One process does only this (`enter --look-ups`). If it cannot run, each process of `enter` does it after its replies.

#include <functional>
#include <set>
#include <string>

#include "draw/profiles.hpp"
#include "draw/store.hpp"

namespace draw {

class Verifier {
 public:
  Verifier(Store& store, Profiles& profiles) : store_(store), profiles_(profiles) {}

  // Runs until the process exits. A failing Redis is logged once, and retried.
  [[noreturn]] void run_always();

  // Runs until nothing is left to do, some seconds have passed, or another program has taken over; false if it stops
  // only because a request waits for this process.
  bool run_after_reply(const std::function<bool()>& somebody_waits);

 private:
  struct Round {
    bool is_open;  // the draw
    bool did_something;
  };
  Round round(const std::string& name, std::size_t most);  // at most so many, 0 to stop; `name` sets the priority
  void verify(const GithubId& id, const Lookup& lookup);

  Store& store_;
  Profiles& profiles_;
  std::set<std::string> left_to_the_pick_;
};

}  // namespace draw
