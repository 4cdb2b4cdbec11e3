#pragma once

// The winners with names and pictures, as JSON that is cached in Redis beside them. The cache may have been written
// late by an older program for another draw: it is used only if it names exactly the winners in Redis.

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "draw/profiles.hpp"
#include "draw/show.hpp"
#include "draw/store.hpp"

namespace draw {

// Shown if a picture is unavailable.
inline constexpr std::string_view stand_in_image = "/assets/stand-in.svg";

struct Winner {
  std::string prize;
  std::string id;
  std::string name;
  std::string image;
};

// Looks people up at GitHub: Profiles, in the programs that do so.
using LookUp = std::function<Profiles::All(const std::vector<GithubId>& ids)>;

// In parallel, within 5 s. Inline, so that programs that do not ask GitHub need not link its libraries.
inline LookUp asking(Profiles& profiles) {
  return [&profiles](const auto& ids) { return profiles.look_up(ids, std::chrono::seconds(5)); };
}

// The revealed winners, in the order shown. Expired profiles are looked up; a placeholder replaces an unavailable one,
// and the list is then cached for only a minute, or not at all without `look_up`.
std::vector<Winner> winners(Store& store, const LookUp& look_up = {});

// The winners of a past draw from its record, prize → GitHub ID, in the order shown. `cache` is the stored answer of
// GET /winners, used under the same condition.
std::vector<Winner> winners_of(Store& store, const nlohmann::json& awards, const std::string& cache, const Show& show);

// The answer of GET /winners: [{"name", "prize", "image", "id"}, …], `[]` while there are none.
std::string to_json(const std::vector<Winner>& winners);

}  // namespace draw
