#pragma once

// Whether this Redis is suitable: checked when a site starts, and by the desk.

#include <string>
#include <vector>

#include "draw/store.hpp"

namespace draw {

// Its problems, each as a sentence that says what to do, worst first; empty if all is well. Reads INFO. Unlike all
// other functions of a Store it does not throw: an unreachable Redis is also reported as a sentence.
std::vector<std::string> redis_concerns(Store& store);

}  // namespace draw
