#pragma once

// The winners with their names and pictures, as JSON that is cached in Redis beside them. The cache may have been
// written by an older program, late and for another draw: it is believed only if it names exactly the winners that
// Redis holds.

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "draw/profiles.hpp"
#include "draw/show.hpp"
#include "draw/store.hpp"

namespace draw {

// Shown in place of a picture that cannot be had just now.
inline constexpr std::string_view stand_in_image = "/assets/stand-in.svg";

struct Winner {
  std::string prize;
  std::string id;
  std::string name;
  std::string image;
};

// Asks GitHub who people are: Profiles, in the programs that do.
using LookUp = std::function<Profiles::All(const std::vector<GithubId>& ids)>;

// Of these, side by side and within 5 s. Inline: a program that asks GitHub nothing does without what it takes.
inline LookUp asking(Profiles& profiles) {
  return [&profiles](const auto& ids) { return profiles.look_up(ids, std::chrono::seconds(5)); };
}

// Those that have been revealed, in the order shown. Profiles that have expired are looked up; a stand-in takes the
// place of one that cannot be had, and the list is then cached for a minute only. Without `look_up` such a list is not
// cached.
std::vector<Winner> winners(Store& store, const LookUp& look_up = {});

// Those of a draw that is over by its record, prize → GitHub ID, in the order shown. `cache` is what was kept of the
// same for GET /winners; it is believed as above.
std::vector<Winner> winners_of(Store& store, const nlohmann::json& awards, const std::string& cache, const Show& show);

// The answer of GET /winners: [{"name", "prize", "image", "id"}, …], `[]` while there are none.
std::string to_json(const std::vector<Winner>& winners);

}  // namespace draw
