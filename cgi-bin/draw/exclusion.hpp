#pragma once

// Who may not take part: people whom the organiser excludes from every draw, and entrants whom the organiser removes
// from the one that is open. Once a draw is closed its roster stays as it is, and whoever is excluded is passed over.

#include <string>
#include <vector>

#include "draw/change.hpp"
#include "draw/github_id.hpp"

namespace draw {

inline constexpr std::size_t most_excluded = 1000;

std::vector<std::string> excluded(Store& store);  // sorted

// Refused: too_many_excluded.
Outcome exclude(Store& store, const Action& action, const std::vector<GithubId>& ids);

// Whoever was excluded may enter again.
Outcome allow(Store& store, const Action& action, const GithubId& id);

// Takes an entrant out of the open draw, and excludes them as well where `excludes`. The reason stands in the log.
// Refused: not_open, no_such_entrant, too_many_excluded.
Outcome remove(Store& store, const Action& action, const GithubId& id, const std::string& reason, bool excludes);

}  // namespace draw
