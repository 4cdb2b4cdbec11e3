#pragma once

// Whether this Redis is suitable: checked when a site starts, and by the desk.

#include <string>
#include <vector>

#include "draw/store.hpp"

namespace draw {

// A problem, as a sentence that says what to do, to be translated and filled with the {value} that it names.
struct Concern {
  const char* sentence;
  std::string value = {};
};

// Its problems, worst first; empty if all is well. Reads INFO. Unlike all other functions of a Store it does not throw:
// an unreachable Redis is also a concern.
std::vector<Concern> redis_concerns(Store& store);

}  // namespace draw
