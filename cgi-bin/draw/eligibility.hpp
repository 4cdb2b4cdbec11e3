#pragma once

// Whether the next person in the order can win, and if not, why not: those who do not exist, are excluded, or take part
// a second time under another login cannot (fairness.md, step 7).

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

  // `next`: people in order, of whom the first `needed` are certainly asked for.
  Eligibility(Store& store, Profiles& profiles, const Names& next, std::size_t needed, TookPart took_part)
      : store_(store), profiles_(profiles), next_(next), needed_(needed), took_part_(std::move(took_part)) {}

  // Registers earlier winners: nobody wins again under another login.
  void have_won(const std::vector<std::string>& ids);

  // The reason for the record, or nothing for somebody who can win. Unverified people are looked up in parallel with
  // the others needed; if GitHub is unavailable, or the time is over, they can win.
  std::optional<std::string> reason_against(const std::string& id);

 private:
  struct Known {
    bool is_unverified = false;
    bool is_excluded = false;
    std::string account;            // empty if the profile is unknown
    Lookup lookup = Unavailable{};  // of somebody unverified
  };
  void prepare(const std::string& id);
  void read(const std::vector<std::string>& ids);
  void look_up(const std::vector<std::string>& ids);
  std::optional<std::string> reason_by_lookup(const std::string& id, const Lookup& lookup);
  void look_up_winners();  // unverified ones; after the next person, who has priority

  Store& store_;
  Profiles& profiles_;
  const Names& next_;
  std::size_t prepared_ = 0;  // of them
  std::size_t needed_;        // after those, as an estimate
  std::size_t unable_ = 0;    // to win, of the prepared
  TookPart took_part_;
  std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + time_limit;
  std::map<std::string, Known> known_;
  std::map<std::string, std::string> winners_;  // GitHub's user number → the winner's ID
  std::vector<std::string> unknown_winners_;    // whose number is unknown yet
};

}  // namespace draw
