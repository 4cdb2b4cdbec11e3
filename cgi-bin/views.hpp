#pragma once

// The two pages that more than one program shows: the home page (index; enter adds the result) and the administrator's
// (admin; pick adds a refusal). Each reads the draw's state and fills the template of that state.

#include <optional>
#include <string>

#include "site.hpp"

// What stands next to the entry form.
struct EntryForm {
  struct Result {
    bool good;
    std::string text;
  };
  std::optional<Result> result = std::nullopt;
  std::string typed = {};
};

web::Response home_page(Site& site, const web::Request& request, const EntryForm& form = {}, int status = 200);

// What stands in the opening form, and what is wrong with it.
struct OpeningForm {
  std::string prizes = {};     // one a line
  std::string duration = "0";  // seconds, or `other`
  std::string minutes = {};    // with `other`
  std::string method = {};
  std::string prizes_error = {};
  std::string duration_error = {};
};

web::Response admin_page(Site& site, const web::Request& request, int status = 200, const std::string& message = {},
                         const OpeningForm& form = {});
