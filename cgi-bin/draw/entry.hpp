#pragma once

// Entering a draw. Where GitHub cannot say who somebody is they enter all the same, unverified, and are looked up again
// later.

#include <string>
#include <variant>

#include "draw/github_id.hpp"
#include "draw/profiles.hpp"
#include "draw/store.hpp"

namespace draw {

struct Entered {
  Profile profile;
  bool some_are_unverified = false;  // of the other entrants
};
struct EnteredUnverified {
  GithubId id;
};
struct AlreadyEntered {
  GithubId id;  // by which the draw knows them: the current login of somebody who was renamed
};
struct NotOpen {};
struct Excluded {  // by the organiser
  GithubId id;
};
using Entry = std::variant<Entered, EnteredUnverified, AlreadyEntered, NotOpen, Excluded, UnknownUser>;

// Asks GitHub where the profile is not known yet. Nobody enters after the close, even if a look-up is still pending.
Entry enter(Store& store, Profiles& profiles, const GithubId& id);

// Looks some unverified entrants up again, at most so many. Whoever does not exist is removed while the draw is open;
// once it is closed its roster stays, and the pick passes them over.
void recheck(Store& store, Profiles& profiles, int most);

}  // namespace draw
