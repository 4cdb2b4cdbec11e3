#pragma once

// Entering a draw. If GitHub does not answer in time, people still enter, unverified, and are looked up later: see
// verifier.hpp.

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
  GithubId id;  // used by the draw: the current login if they were renamed
};
struct NotOpen {};
struct Excluded {  // by the organiser
  GithubId id;
};
struct LeftOut {  // won a recent draw
  GithubId id;
};
using Entry = std::variant<Entered, EnteredUnverified, AlreadyEntered, NotOpen, Excluded, LeftOut, UnknownUser>;

// Looks up an unknown profile, within a second. Nobody enters after the close, even if a look-up is still pending.
// `phone` identifies the browser, and is empty if the client is not one.
Entry enter(Store& store, Profiles& profiles, const GithubId& id, const std::string& phone = "");

}  // namespace draw
