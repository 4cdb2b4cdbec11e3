#pragma once

// Several people as an organiser pastes them: GitHub IDs, or a table (CSV) with a column of them.

#include <string>
#include <vector>

#include "draw/github_id.hpp"

struct PeopleList {
  std::vector<draw::GithubId> ids;
  std::string fault;  // a sentence that names what is not a GitHub ID; empty if all are valid, and there is one
};

// Splits at white space, commas or semicolons; of a table whose first line names a column of GitHub IDs, such as
// github_id or login, takes that column only.
PeopleList people_in(const std::string& text, const std::string& github_site);

// A form with such a list, for the organiser to correct.
struct PeopleForm {
  std::string text = {};
  std::string error = {};
};
