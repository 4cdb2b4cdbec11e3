#pragma once

// How a draw is shown, which does not affect who wins: its title, the order of its prizes with a description of each,
// and the reveal: the number of prizes whose winners everybody has seen. Stored in the hash `fairness`. A draw that an
// older program opened has none of this: its prizes are in bytewise order, and there is no reveal.

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

// As in `fairness`: one prize a line, with its note after a tab.
std::string in_lines(const std::vector<Prize>& prizes);

class Show {
 public:
  Show() = default;
  Show(std::string title, std::vector<Prize> prizes, bool is_together);
  static Show of(const Fields& fairness);

  // The fields of `fairness` at the opening: alternating names and values.
  std::vector<std::string> fields() const;

  const std::string& title() const { return title_; }           // one line; may be empty
  const std::vector<Prize>& prizes() const { return prizes_; }  // all that were opened, in the order shown
  const std::string& note_on(const std::string& prize) const;   // empty if there is none
  std::size_t place_of(const std::string& prize) const;         // those that are not in the order come last
  bool comes_before(const std::string& a, const std::string& b) const;

  // Whether the winners are revealed one by one for everybody; else all are shown at once.
  bool is_together() const { return is_together_; }

  // The number of prizes, in the order shown, whose outcome everybody has seen.
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

// Shows the outcome of so many prizes to everybody; a smaller number than before hides nothing. Refused: not_picked.
Outcome reveal(Store& store, const Action& action, std::size_t shown);

}  // namespace draw
