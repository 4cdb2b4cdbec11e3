#pragma once

// The Redis keys of one draw, shared with the older programs. README: "What Redis holds".

#include <string>

#include "draw/github_id.hpp"

namespace draw {

struct Keys {
  explicit Keys(const std::string& prefix)
      : is_open(prefix + ":is_open"),
        prizes(prefix + ":prizes"),
        entrants(prefix + ":entrants"),
        winners(prefix + ":winners"),
        winners_json(prefix + ":winners_json"),
        profiles(prefix + ":profiles:"),
        unverified(prefix + ":unverified"),
        rechecking(prefix + ":rechecking"),
        github_silent(prefix + ":github_silent"),
        nobody(prefix + ":nobody:"),
        asking(prefix + ":asking:"),
        stale(prefix + ":stale:"),
        github_quota(prefix + ":github_quota"),
        excluded(prefix + ":excluded"),
        arrivals(prefix + ":arrivals"),
        log(prefix + ":log"),
        fairness(prefix + ":fairness"),
        record(prefix + ":record:"),
        summary(prefix + ":summary:"),
        records(prefix + ":records") {}

  std::string profile(const GithubId& id) const { return profiles + id.text(); }

  std::string is_open;       // string `true`, exists while the draw is open; its TTL is the time limit
  std::string prizes;        // set: prizes not yet won
  std::string entrants;      // set: GitHub IDs not yet drawn
  std::string winners;       // hash: prize → GitHub ID
  std::string winners_json;  // string: the cached answer of GET /winners
  std::string profiles;      // before the GitHub ID; string: the profile as GitHub's JSON, expires

  // Our own. An older program knows nothing of them: each is either true of GitHub, whatever draw there is, or asks for
  // no more than another lookup.
  std::string unverified;     // set: entrants whom GitHub could not tell us about
  std::string rechecking;     // string, expires: one of them is being looked up again
  std::string github_silent;  // string, expires: nobody asks GitHub while it exists
  std::string nobody;         // before the GitHub ID; string, expires: GitHub knows no such user
  std::string asking;         // before the GitHub ID; string, expires: GitHub is being asked
  std::string stale;          // before the GitHub ID; hash, expires: etag, profile; only with a token

  std::string github_quota;  // string, expires when the quota is renewed: "lookups left, of how many"

  // Our own, too, and the organiser's.
  std::string excluded;  // set: GitHub IDs that cannot enter, in any draw
  std::string arrivals;  // list: the GitHub IDs that entered last, the latest first; some may be out again
  std::string log;       // stream: who did what

  // Our own, too, about one draw. `prizes` and then `winners` have a time of expiry far away, the draw's mark, which an
  // older program's start loses: what is said of a draw whose mark is gone is not said of the draw that runs.
  std::string
      fairness;  // hash: method, draw, secret, commitment, mark, published, opened_at, and from the close on hashes
  std::string record;   // before the draw's ID; string: the record as JSON, expires if the losers' data do
  std::string summary;  // before the draw's ID; string: the record without whoever has not won
  std::string records;  // list: "draw, time of the pick" of those that have one, the latest first
};

}  // namespace draw
