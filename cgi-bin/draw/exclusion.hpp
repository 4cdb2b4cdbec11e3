#pragma once

// People who may not take part: those whom the organiser excludes from every draw, and entrants whom the organiser
// removes from the open one. The roster of a closed draw does not change; the pick passes over excluded entrants.

#include <string>
#include <vector>

#include "draw/change.hpp"
#include "draw/github_id.hpp"

namespace draw {

inline constexpr std::size_t most_excluded = 1000;

std::vector<std::string> excluded(Store& store);  // sorted

// Refused: too_many_excluded.
Outcome exclude(Store& store, const Action& action, const std::vector<GithubId>& ids);

// They may enter again.
Outcome allow(Store& store, const Action& action, const GithubId& id);

// Removes an entrant from the open draw, and excludes them too if `excludes`. The log has the reason. Refused:
// not_open, no_such_entrant, too_many_excluded.
Outcome remove(Store& store, const Action& action, const GithubId& id, const std::string& reason, bool excludes);

}  // namespace draw
