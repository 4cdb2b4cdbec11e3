#pragma once

// Whether somebody who comes next in the order can win, and if not, why: nobody who does not exist, is excluded, or
// takes part a second time under another login (fairness.md, step 7).

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "draw/profiles.hpp"
#include "draw/store.hpp"

namespace draw {

class Eligibility {
 public:
  using TookPart = std::function<bool(const std::string& id)>;  // whether this ID is on the roster

  Eligibility(Store& store, Lookups& lookups, TookPart took_part)
      : store_(store), lookups_(lookups), took_part_(std::move(took_part)) {}

  // Asks Redis about all of these in one round trip. Without it each is asked about alone.
  void prepare(const std::vector<std::string>& ids);

  // These have won already: nobody wins again under another login.
  void have_won(const std::vector<std::string>& ids);

  // The reason for the record, or nothing for somebody who can win. Whoever is unverified is looked up; where GitHub is
  // unavailable they can win.
  std::optional<std::string> reason_against(const std::string& id);

 private:
  struct Known {
    bool is_unverified = false;
    bool is_excluded = false;
    std::string account;  // empty where the profile is not known
  };
  std::optional<std::string> reason_by_lookup(const std::string& id, std::string& account);
  void look_up_winners();  // whom GitHub has not confirmed yet; after whoever comes next, for whom there must be time
  bool is_excluded(const std::string& id);

  Store& store_;
  Lookups& lookups_;
  TookPart took_part_;
  std::map<std::string, Known> known_;
  std::map<std::string, std::string> winners_;  // GitHub's number of a user → who won by it
  std::vector<std::string> unknown_winners_;    // whose number is not known yet
};

}  // namespace draw
