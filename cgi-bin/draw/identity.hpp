#pragma once

// What makes one draw known from another: a random ID, and the mark that `prizes` and then `winners` bear. Both stand
// in the hash `fairness`, with what else is kept of the draw that runs.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "draw/beacon.hpp"
#include "draw/store.hpp"

namespace draw {

struct Identity {
  std::string draw;    // 16 random bytes, hex
  std::string secret;  // 32 random bytes, hex; empty with `spop`, which computes nothing (fairness.md, step 1)
  Method method = Method::ranked;
  bool is_published = true;    // the ID was public from the opening on; not so where an older program opened the draw
  std::string opened_at = {};  // RFC 3339; empty as above
  std::optional<Beacon> beacon = {};  // nothing with version 1 of `ranked`

  static Identity make(Method method, bool is_published);
  static Identity with_beacon();  // of `ranked`, version 2

  // Of the secret, hex, and with version 2 of the beacon's promise too: public from the opening on (fairness.md,
  // step 1).
  std::string commitment() const;

  // What `fairness` says of the draw from the beginning: names and values in turn.
  std::vector<std::string> fields() const;
};

// The names and values of a hash, as Redis answers them.
using Fields = std::map<std::string, std::string>;

// A field's value, empty where there is none.
std::string field(const Fields& fields, const std::string& name);

// Whether two keys bear the mark of one draw. One that moves to another node of a cluster loses some milliseconds of
// it.
bool is_same_mark(long long one, long long other);

// The fields of `fairness`, if the key that bears the mark expires at this time; else none, since an older program has
// opened or picked the draw. Milliseconds since 1970, as PEXPIRETIME answers.
Fields fields_of_draw(Fields fairness, long long mark);

// What `fairness` says of the beacon, nothing where the draw has none.
std::optional<Beacon> beacon_of(const Fields& fairness);

// Its round, once the freeze has fixed it; else 0.
long long round_of(const Fields& fairness);

// The fields of the draw as it is now.
Fields read_fairness(Store& store);

// Of a draw by its ID: milliseconds since 1970 of a time after 2200, another for each draw and never reached.
std::string mark_of(const std::string& draw);

// SHA-256, hex, of the texts, joined by line feeds; lists are sorted bytewise already (fairness.md, step 2).
std::string hash_of(const std::vector<std::string>& texts);

std::string joined(const std::vector<std::string>& texts);  // by line feeds

}  // namespace draw
