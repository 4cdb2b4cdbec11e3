#pragma once

// Long lists in parts: a page of 100 of those entries that hold a search's text, by the query ?q=…&page=…

#include <algorithm>
#include <string>
#include <vector>

#include "draw/winners.hpp"
#include "web/pages.hpp"
#include "web/request.hpp"

// What a search looks at.
inline std::vector<std::string> texts_of(const std::string& prize) { return {prize}; }
inline std::vector<std::string> texts_of(const draw::Winner& winner) { return {winner.prize, winner.name, winner.id}; }

class Paging {
 public:
  // Of the page at `path`.
  Paging(const web::Request& request, std::string path);

  // Whether somebody asked for something else than the beginning of the whole list, which everybody sees.
  bool asks_for_a_part() const { return !search_.empty() || page_ > 1; }

  // Whether the search finds it in one of these texts, whatever the case of its ASCII letters.
  bool finds(const std::vector<std::string>& texts) const;

  // Those of a list that it finds.
  template <typename Entry>
  std::vector<Entry> found_in(std::vector<Entry> list) const {
    const auto is_another = [this](const Entry& each) { return !finds(texts_of(each)); };
    list.erase(std::remove_if(list.begin(), list.end(), is_another), list.end());
    return list;
  }

  bool is_search_for(const std::string& id) const { return id == search_; }

  // Takes the next of the lists that the page goes through, one after the other, whole or as found: what of it is on
  // the page.
  template <typename Entry>
  std::vector<Entry> part_of(const std::vector<Entry>& list) {
    const auto [first, last] = next(list.size());
    return {list.begin() + first, list.begin() + last};
  }

  // Tells how long all lists are together, before the first is taken.
  void set_total(std::size_t total);

  // To the last page instead of the first.
  void begin_at_end() { page_ = std::max<std::size_t>(1, (total_ + of_a_page - 1) / of_a_page); }

  // The place of the page's first entry, from 1 on.
  std::size_t first() const { return std::min((page_ - 1) * of_a_page + 1, total_); }

  // For paging.mustache; null where all is on one page and nobody searched.
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
