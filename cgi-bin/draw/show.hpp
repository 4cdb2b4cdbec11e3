#pragma once

// How a draw is shown to people, which changes nothing of who wins what: its title, the order of its prizes with a line
// about each, and the reveal: how many prizes everybody has seen the winners of. It stands in the hash `fairness`. Of a
// draw that an older program opened nothing is known: its prizes stand in bytewise order, and nothing waits for a
// reveal.

#include <string>
#include <unordered_map>
#include <vector>

#include "draw/change.hpp"
#include "draw/identity.hpp"

namespace draw {

struct Prize {
  std::string name;
  std::string note = {};  // a sponsor or a description, one line; may be empty
};

std::vector<std::string> names_of(const std::vector<Prize>& prizes);

// As `fairness` keeps them: a prize a line, its note after a tab.
std::string in_lines(const std::vector<Prize>& prizes);

class Show {
 public:
  Show() = default;
  Show(std::string title, std::vector<Prize> prizes, bool is_together);
  static Show of(const Fields& fairness);

  // What `fairness` says of it from the opening on: names and values in turn.
  std::vector<std::string> fields() const;

  const std::string& title() const { return title_; }           // one line; may be empty
  const std::vector<Prize>& prizes() const { return prizes_; }  // all that were opened, in the order shown
  const std::string& note_on(const std::string& prize) const;   // empty where there is none
  std::size_t place_of(const std::string& prize) const;         // those that are not in the order come last
  bool comes_before(const std::string& a, const std::string& b) const;

  // Whether everybody follows one reveal; else all winners are shown at once.
  bool is_together() const { return is_together_; }

  // How many of the prizes, in the order shown, everybody has seen the outcome of.
  std::size_t shown() const { return shown_; }
  bool has_revealed(const std::string& prize) const;
  bool has_revealed_all() const { return !is_together_ || shown_ >= prizes_.size(); }

 private:
  std::string title_;
  std::vector<Prize> prizes_;
  std::unordered_map<std::string, std::size_t> places_;
  bool is_together_ = false;
  std::size_t shown_ = 0;
};

// Everybody sees the outcome of so many prizes from now on; as many as before or fewer hide nothing. Refused:
// not_picked.
Outcome reveal(Store& store, const Action& action, std::size_t shown);

}  // namespace draw
