#pragma once

// The Redis keys of one draw, shared with the older programs. cgi-bin/README.md: "What Redis holds".

#include <string>

namespace draw {

struct Keys {
  explicit Keys(const std::string& prefix) : start(prefix + ":") {}

  std::string start;  // what every key begins with

  std::string is_open = start + "is_open";            // string `true`, exists while open; its TTL is the time limit
  std::string prizes = start + "prizes";              // set: prizes not yet won
  std::string entrants = start + "entrants";          // set: GitHub IDs not yet drawn
  std::string winners = start + "winners";            // hash: prize → GitHub ID
  std::string winners_json = start + "winners_json";  // string: the cached answer of GET /winners
  std::string profiles = start + "profiles:";         // before a GitHub ID; string: GitHub's JSON, expires

  // Our own. An older program does not know them: each is about GitHub and independent of the draw, or costs one more
  // look-up.
  std::string unverified = start + "unverified";          // set: entrants whom GitHub has not confirmed
  std::string waited_for = start + "waited_for";          // zset, expires: "GitHub ID, a random word" → until when
  std::string verifier = start + "verifier";              // string, expires: the program that looks entrants up
  std::string github_silent = start + "github_silent";    // string, expires: while it exists nobody asks GitHub
  std::string github_quota = start + "github_quota";      // string, expires: "look-ups left, of how many"
  std::string token_refused = start + "token_refused";    // string, expires: GitHub rejects our token
  std::string pictures_asked = start + "pictures_asked";  // string, expires: a program is fetching pictures
  std::string nobody = start + "nobody:";                 // before a GitHub ID; string, expires: true, or its kind
  std::string asking = start + "asking:";                 // before a GitHub ID; string, expires: GitHub is being asked
  std::string stale = start + "stale:";                   // before a GitHub ID; hash, expires: etag, profile

  // The organiser's.
  std::string excluded = start + "excluded";  // set: GitHub IDs that cannot enter any draw
  std::string arrivals = start + "arrivals";  // list: the latest entrants, newest first; some may have left
  std::string log = start + "log";            // stream: who did what
  std::string sent = start + "sent:";         // before a form's token; string, expires: what that form has done

  std::string scheduled = start + "scheduled";  // hash: the scheduled draw, see schedule.hpp

  // About one draw. `prizes`, and from the pick on `winners`, have the draw's mark: a far-off expiry, which an older
  // program removes when it opens a draw. Data of a draw whose mark is gone does not belong to the current one.
  std::string fairness = start + "fairness";  // hash: see identity.hpp and roster.hpp
  std::string renamed = start + "renamed";    // hash: GitHub ID as entered → current login
  std::string removed = start + "removed";    // hash: GitHub ID → why it was removed; `#` → how many were removed
  std::string roster = start + "roster";  // string: many entrants, sorted, one a line, trusted only if its hash matches
  std::string added = start + "added";    // set: entrants whom the organiser added; some may have left
  std::string left_out = start + "left_out";  // set, also with the mark: recent winners, who cannot enter this draw
  std::string here = start + "here";          // hash, also with the mark: prize → the winner who is here

  std::string phones = start + "phones";  // hash: GitHub ID → mark and hash of their browser's word

  // About each of the last draws; followed by the draw's ID.
  std::string record = start + "record:";      // string: the record as JSON, without its entrants
  std::string order = start + "order:";        // string: the entrants in order, one a line
  std::string summary = start + "summary:";    // string: the record without those who have not won
  std::string faces = start + "faces:";        // hash: winners_json and shown_order, once the next draw opens
  std::string pictures = start + "pictures:";  // hash, expires: GitHub ID → the winner's picture, see pictures.hpp
  std::string records = start + "records";     // list: "draw, times of pick and opening", newest first

  // About every draw, permanently.
  std::string opened = start + "opened";  // list: the draws' IDs, newest first
  std::string draws = start + "draws";    // hash: ID → a line about the draw as JSON, see draws.hpp
};

}  // namespace draw
