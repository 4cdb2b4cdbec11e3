#pragma once

// The home page: the draw as everybody sees it, and where people enter.

#include <optional>
#include <string>

#include "draw/entry.hpp"
#include "pages/site.hpp"

// What somebody who tried to enter is told: a status and one sentence.
struct EntryResult {
  int status;
  std::string sentence;
  std::string profile = {};  // JSON, if they have entered
  std::string already = {};  // the GitHub ID of somebody who is already in, which the page shows as good news
  bool has_left = false;
};

EntryResult result_of(const draw::Entry& entry, const std::string& typed);

// With the result of entering, if any, and what was typed.
web::Response home_page(Site& site, const web::Request& request,
                        const std::optional<EntryResult>& result = std::nullopt, const std::string& typed = {});
