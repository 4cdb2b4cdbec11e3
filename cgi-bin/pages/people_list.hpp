#pragma once

// Several people as an organiser pastes them: GitHub IDs, or a table (CSV) with a column of them.

#include <string>
#include <vector>

#include "draw/github_id.hpp"

struct PeopleList {
  std::vector<draw::GithubId> ids;
  std::string fault;  // a sentence that names what is no GitHub ID; empty where all are
};

// What is separated by white space, commas or semicolons; of a table whose first line names a column of GitHub IDs,
// such as github_id or login, just that column.
PeopleList people_in(const std::string& text, const std::string& github_site);

// A form with such a list, to be corrected.
struct PeopleForm {
  std::string text = {};
  std::string error = {};
};
