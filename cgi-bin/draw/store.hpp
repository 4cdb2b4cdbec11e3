#pragma once

// Where a draw is stored: Redis, the names of its keys, and related settings. Every function that takes a Store may
// throw io::RedisError.

#include <chrono>

#include "draw/keys.hpp"
#include "draw/method.hpp"
#include "io/redis.hpp"

namespace draw {

struct Store {
  io::Redis& redis;
  Keys keys;
  Method default_method = Method::ranked;  // for a draw that an older program opened
  std::chrono::seconds kept{0};  // how long the data of those who have not won are kept after the pick; 0 is for ever
};

}  // namespace draw
