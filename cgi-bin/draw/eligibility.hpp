#pragma once

// Whether somebody who comes next in the order can win, and if not, why: nobody who does not exist, is excluded, or
// takes part a second time under another login (fairness.md, step 7).

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "draw/names.hpp"
#include "draw/profiles.hpp"
#include "draw/store.hpp"

namespace draw {

class Eligibility {
 public:
  static constexpr std::chrono::seconds time_limit{15};  // of all look-ups

  using TookPart = std::function<bool(const std::string& id)>;  // whether this ID is on the roster

  // `next`: who comes when, the first `needed` of them for certain.
  Eligibility(Store& store, Profiles& profiles, const Names& next, std::size_t needed, TookPart took_part)
      : store_(store), profiles_(profiles), next_(next), needed_(needed), took_part_(std::move(took_part)) {}

  // These have won already: nobody wins again under another login.
  void have_won(const std::vector<std::string>& ids);

  // The reason for the record, or nothing for somebody who can win. Whoever is unverified is looked up, side by side
  // with those who are needed too; where GitHub is unavailable, or the time is over, they can win.
  std::optional<std::string> reason_against(const std::string& id);

 private:
  struct Known {
    bool is_unverified = false;
    bool is_excluded = false;
    std::string account;            // empty where the profile is not known
    Lookup lookup = Unavailable{};  // of somebody unverified
  };
  void prepare(const std::string& id);
  void read(const std::vector<std::string>& ids);
  void look_up(const std::vector<std::string>& ids);
  std::optional<std::string> reason_by_lookup(const std::string& id, const Lookup& lookup);
  void look_up_winners();  // whom GitHub has not confirmed yet; after whoever comes next, for whom there must be time

  Store& store_;
  Profiles& profiles_;
  const Names& next_;
  std::size_t prepared_ = 0;  // of them
  std::size_t needed_;        // after those, for all we know
  std::size_t unable_ = 0;    // to win, of the prepared
  TookPart took_part_;
  std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + time_limit;
  std::map<std::string, Known> known_;
  std::map<std::string, std::string> winners_;  // GitHub's number of a user → who won by it
  std::vector<std::string> unknown_winners_;    // whose number is not known yet
};

}  // namespace draw
