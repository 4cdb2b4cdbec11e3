#pragma once

// Entering a draw. Where GitHub does not say in time who somebody is they enter all the same, unverified, and are
// looked up later: see verifier.hpp.

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
struct LeftOut {  // won in one of the last draws
  GithubId id;
};
using Entry = std::variant<Entered, EnteredUnverified, AlreadyEntered, NotOpen, Excluded, LeftOut, UnknownUser>;

// Looks up whose profile is not known yet, within a second. Nobody enters after the close, even if a look-up is still
// pending. `phone` stands for the browser that they enter by, and is empty where that is none.
Entry enter(Store& store, Profiles& profiles, const GithubId& id, const std::string& phone = "");

}  // namespace draw
