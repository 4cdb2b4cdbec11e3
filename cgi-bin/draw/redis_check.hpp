#pragma once

// Whether this Redis can hold a draw: asked when a site starts, and by the desk.

#include <string>
#include <vector>

#include "draw/store.hpp"

namespace draw {

// What stands against it, each as a sentence that says what to do, worst first; empty where all is well. Reads INFO.
// Unlike everything else of a Store it does not throw: that Redis cannot be reached is such a sentence too.
std::vector<std::string> redis_concerns(Store& store);

}  // namespace draw
