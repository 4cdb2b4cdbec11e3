#pragma once

// People whom the organiser adds to an open draw, for example because they have no phone. They take part like anybody
// else; the log and the record name them.

#include <string>
#include <vector>

#include "draw/change.hpp"
#include "draw/github_id.hpp"

namespace draw {

inline constexpr std::size_t most_added = 10'000;  // at once

// Whether they are kept out of this draw because they won a recent one.
bool is_left_out(Store& store, const GithubId& id);

// Which of them are excluded or left out.
std::vector<std::string> who_cannot_enter(Store& store, const std::vector<GithubId>& ids);

// People whose profile Redis does not have enter unverified, and are looked up later. Those already in are unaffected.
// Refused: not_open, not_ours, form_used.
Outcome add(Store& store, const Action& action, const std::vector<GithubId>& ids);

}  // namespace draw
