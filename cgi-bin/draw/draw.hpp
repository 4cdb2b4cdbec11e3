#pragma once

// The prize draw itself, from opening to pick. Everything is in Redis; each change is one atomic Lua script of
// draw/scripts. Every function may throw io::RedisError.

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "draw/github_id.hpp"
#include "draw/keys.hpp"
#include "draw/opening.hpp"
#include "draw/profile.hpp"
#include "draw/ranking.hpp"
#include "io/redis.hpp"

namespace draw {

struct NoDraw {};
struct Open {
  std::optional<std::chrono::seconds> closes_in;  // rounded up: 0 never shows; nothing where there is no time limit
};
struct Closed {};  // and not yet picked
struct Won {};
using Phase = std::variant<NoDraw, Open, Closed, Won>;

// How winners are picked: by a ranking that anybody can compute again, or by Redis's SPOP.
enum class Method { ranked, spop };
std::optional<Method> parse_method(std::string_view text);

// What everybody may know beforehand, of a draw that no older program has opened.
struct Published {
  std::string draw;
  std::string commitment;
  std::string entrants_sha256;  // empty until the close
  std::string prizes_sha256;
};

// The draw at one moment.
struct Snapshot {
  Phase phase;
  std::vector<std::string> prizes;  // not yet won, sorted bytewise
  long long entrants = 0;           // not yet drawn
  std::optional<Published> published;

  // The state's name as the contract has it, such as DRAW_OPEN_WITH_ENTRANTS.
  std::string_view state() const;
};

enum class Start { started, still_open, entrants_waiting };

struct Entered {
  Profile profile;
  bool some_are_unverified = false;  // other entrants
};
struct EnteredUnverified {};
struct AlreadyEntered {};
struct NotOpen {};
struct Excluded {};        // by the organiser
struct ProfileUnknown {};  // GitHub must be asked first
using Entry = std::variant<Entered, EnteredUnverified, AlreadyEntered, NotOpen, Excluded, ProfileUnknown>;

// What becomes of an unverified entrant whom GitHub was asked about.
enum class Verification { verified, taken_out, left_to_the_pick };

// Somebody who was drawn for a prize.
enum class Verdict { look_up, wins, passed_over };
struct Candidate {
  std::string prize;
  std::string id;
  Verdict verdict;
};
struct Picked {};
using Candidates = std::vector<Candidate>;  // some must be looked up: nothing is picked yet
enum class NoPick { no_draw, no_entrants, already_picked };
using Pick = std::variant<Picked, Candidates, NoPick>;

// A closed draw, as the method `ranked` takes it.
struct Roster {
  Method method;
  Seed seed;
  bool is_published;  // the commitment was public before the close
  std::string opened_at;
  std::vector<std::string> prizes;    // sorted bytewise
  std::vector<std::string> entrants;  // sorted bytewise
  std::set<std::string> unverified;
};
struct Changed {};  // since the roster was read: it must be read again

// What is kept of a draw: all, and what stays when the data of those who have not won are deleted.
struct Record {
  std::string whole;
  std::string summary;
};

class Draw {
 public:
  // Deletes the data of those who have not won so long after the pick; 0 is never.
  Draw(io::Redis& redis, const std::string& key_prefix, std::chrono::seconds kept = {})
      : redis_(redis), keys_(key_prefix), kept_(kept) {}

  Snapshot snapshot();
  // The same with the hashes that are public from the close on, made by whoever looks first.
  Snapshot published_snapshot();

  // `who` does it, for the log.
  Start start(const std::string& who, const Opening& opening, Method method);
  void close(const std::string& who);

  // With the profile that Redis holds, or with one that GitHub just gave.
  Entry enter(const GithubId& id);
  Entry enter(const GithubId& id, const Profile& profile);
  // Without: whoever could not be looked up enters all the same.
  Entry enter_unverified(const GithubId& id);

  // An unverified entrant to look up again; nothing where there is none, or while another program does just that.
  std::optional<GithubId> next_to_recheck();
  // What GitHub said of them: their ID of today, or nothing where there is no such user.
  Verification verify(const GithubId& id, const std::optional<GithubId>& today);

  // Answers with candidates until nobody who is unverified is among those who win. Whoever calls looks those up, and
  // calls again with the verdicts.
  Pick pick(const std::string& who, const Candidates& looked_up = {});
  bool is_entrant(const GithubId& id);
  bool is_unverified(const std::string& id);
  bool is_excluded(const GithubId& id);

  // For the method `ranked`: closes the draw if it can be picked, and reads it once.
  std::variant<Roster, NoPick> close_for_pick(Method otherwise);  // the method, where an older program opened it
  // Makes the hashes public from the close on; of the roster, where nobody else has read it.
  void publish(const std::string& draw, const std::string& entrants_sha256, const std::string& prizes_sha256);
  std::variant<Picked, NoPick, Changed> award(const std::string& who, const Roster& roster, const Outcome& result,
                                              const Record& record);

 private:
  Entry enter(std::vector<std::string> arguments);

  io::Redis& redis_;
  Keys keys_;
  std::chrono::seconds kept_;
};

}  // namespace draw
