#pragma once

// An entrant leaves the open draw; only the browser that entered them can request this.

#include <string>

#include "draw/change.hpp"
#include "draw/github_id.hpp"
#include "draw/store.hpp"

namespace draw {

// `phone` identifies the browser, as for enter(). Refused: not_open, no_such_entrant (of this browser).
Outcome leave(Store& store, const GithubId& id, const std::string& phone);

}  // namespace draw
