#pragma once

// Long lists in pages of 100 of the entries that contain a search text, by the query ?q=…&page=…

#include <algorithm>
#include <string>
#include <vector>

#include "draw/winners.hpp"
#include "web/pages.hpp"
#include "web/request.hpp"

// The texts that a search looks at.
inline std::vector<std::string> texts_of(const std::string& prize) { return {prize}; }
inline std::vector<std::string> texts_of(const draw::Winner& winner) { return {winner.prize, winner.name, winner.id}; }

class Paging {
 public:
  // For the page at `path`.
  Paging(const web::Request& request, std::string path);

  // Whether this is a request for anything but the first page of the whole list.
  bool asks_for_a_part() const { return !search_.empty() || page_ > 1; }

  // Whether one of these texts contains the search text, ignoring the case of ASCII letters.
  bool finds(const std::vector<std::string>& texts) const;

  // The matching entries of a list.
  template <typename Entry>
  std::vector<Entry> found_in(std::vector<Entry> list) const {
    const auto is_another = [this](const Entry& each) { return !finds(texts_of(each)); };
    list.erase(std::remove_if(list.begin(), list.end(), is_another), list.end());
    return list;
  }

  bool is_search_for(const std::string& id) const { return id == search_; }

  // Takes the next of the lists that the page shows one after the other, and returns the part of it that is on this
  // page.
  template <typename Entry>
  std::vector<Entry> part_of(const std::vector<Entry>& list) {
    const auto [first, last] = next(list.size());
    return {list.begin() + first, list.begin() + last};
  }

  // Sets the total length of all lists, before the first is taken.
  void set_total(std::size_t total);

  // Goes to the last page instead of the first.
  void begin_at_end() { page_ = std::max<std::size_t>(1, (total_ + of_a_page - 1) / of_a_page); }

  // The position of the page's first entry, counted from 1.
  std::size_t first() const { return std::min((page_ - 1) * of_a_page + 1, total_); }

  // For search.mustache and pages.mustache; null if everything is on one page and nobody searched.
  web::View view() const;

 private:
  static constexpr std::size_t of_a_page = 100;

  std::pair<std::ptrdiff_t, std::ptrdiff_t> next(std::size_t size);
  std::string link(std::size_t page) const;

  std::string path_;
  std::string typed_;
  std::string search_;
  std::size_t page_ = 1;
  std::size_t total_ = 0;
  std::size_t taken_ = 0;  // of the lists so far
};
