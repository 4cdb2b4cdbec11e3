#pragma once

// An entrant leaves the open draw; only the browser that they have entered by may say so.

#include <string>

#include "draw/change.hpp"
#include "draw/github_id.hpp"
#include "draw/store.hpp"

namespace draw {

// `phone` stands for the browser, as for enter(). Refused: not_open, no_such_entrant (nobody whom it has entered).
Outcome leave(Store& store, const GithubId& id, const std::string& phone);

}  // namespace draw
