#pragma once

// People whom the organiser adds to an open draw, since they have no phone. They take part like anybody; the log and
// the record name them.

#include <string>
#include <vector>

#include "draw/change.hpp"
#include "draw/github_id.hpp"

namespace draw {

inline constexpr std::size_t most_added = 10'000;  // at one time

// Whether they won in one of the last draws, which keeps them out of this one.
bool is_left_out(Store& store, const GithubId& id);

// Those of them who are excluded or left out.
std::vector<std::string> who_cannot_enter(Store& store, const std::vector<GithubId>& ids);

// Whom Redis does not know enters unverified, and is looked up later. Whoever is in already stays so. Refused:
// not_open, not_ours, form_used.
Outcome add(Store& store, const Action& action, const std::vector<GithubId>& ids);

}  // namespace draw
