#pragma once

// The winners' pictures of a draw, for a file that shows them offline. They are fetched rarely, and by one process at a
// time, since anybody can request the file.

#include <map>
#include <optional>
#include <string>

#include "draw/store.hpp"

namespace draw {

using Pictures = std::map<std::string, std::string>;  // by GitHub ID

// Returns a data URI (RFC 2397) for each of the `addresses`, empty if the picture is unavailable. Kept in Redis for an
// hour, or for a minute if one of them is missing. Nothing while another process is fetching pictures. Takes at most 5
// s. If Redis accepts no writes nobody can claim the task, so nothing is fetched.
std::optional<Pictures> pictures(Store& store, const std::string& draw, const Pictures& addresses);

}  // namespace draw
