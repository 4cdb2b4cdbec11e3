#pragma once

// The pages that programs share: the home page (index; enter adds the result), the administrator's (admin; pick adds a
// refusal) and what they are made of. Each page reads the draw's state and fills the template of that state.

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
  bool is_to_be_looked_at = false;  // the prizes are not as they were typed
};

// Where the site is, with a slash at the end: the setting, else what the request says; empty where that is no address.
std::string address(const Site& site, const web::Request& request);

// The parts of a view: the draw now, its winners, and people with a picture of so many pixels, for a dense screen.
web::View roster(const draw::Snapshot& snapshot);
web::View winners(Site& site);
web::View person(const std::string& id, const std::string& name, const std::string& image, int pixels);

// What a phase is called: none, open, closed or won.
std::string name_of(const draw::Phase& phase);

// Of the log: how far it has been `seen`, which the administrator's forms send along, and the last line, `just_done`,
// while it is news.
web::View latest_of(const std::vector<draw::Deed>& log);

// Whether the administrator's form in this request was sent twice, and has done this already.
bool done_already(Site& site, const web::Request& request, const std::string& did);

web::Response admin_page(Site& site, const web::Request& request, int status = 200, const std::string& message = {},
                         const OpeningForm& form = {});

// The same page with a refusal to a browser, the sentence alone to anybody else.
web::Response refused(Site& site, const web::Request& request, int status, const std::string& sentence);
