#pragma once

// The winners' pictures of a draw, for a file that shows them without a network. They are fetched at most once in a
// while, and by one process at a time of all, since anybody can ask for the file.

#include <map>
#include <optional>
#include <string>

#include "draw/store.hpp"

namespace draw {

using Pictures = std::map<std::string, std::string>;  // by GitHub ID

// `addresses` says where they are; each comes back as a data URI (RFC 2397), empty where it cannot be had. Kept in
// Redis for an hour, or for a minute where one of them is missing. Nothing where another process is fetching pictures
// just now. Takes 5 s at most. A Redis that takes no writes cannot say who fetches, so nobody does.
std::optional<Pictures> pictures(Store& store, const std::string& draw, const Pictures& addresses);

}  // namespace draw
