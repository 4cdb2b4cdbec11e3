#pragma once

// What distinguishes one draw from another: a random ID, and the mark on `prizes` and later `winners`. Both are in the
// hash `fairness`, with everything else that is stored about the current draw.

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
  bool is_published = true;  // whether the ID was public from the opening on; false if an older program opened the draw
  std::string opened_at = {};         // RFC 3339; empty as above
  std::optional<Beacon> beacon = {};  // nothing with version 1 of `ranked`

  static Identity make(Method method, bool is_published);
  static Identity with_beacon();  // of `ranked`, version 2

  // Of the secret, and with version 2 also of the choice of beacon, hex: public from the opening on (fairness.md,
  // step 1).
  std::string commitment() const;

  // The fields of `fairness` at the opening: alternating names and values.
  std::vector<std::string> fields() const;
};

// The names and values of a Redis hash.
using Fields = std::map<std::string, std::string>;

// A field's value; empty if there is none.
std::string field(const Fields& fields, const std::string& name);

// Whether two keys have the same draw's mark. A key that moves to another cluster node loses some milliseconds of it.
bool is_same_mark(long long one, long long other);

// The fields of `fairness` if the key with the mark expires at this time; else none, since an older program has opened
// or picked the draw. In milliseconds since 1970, like PEXPIRETIME.
Fields fields_of_draw(Fields fairness, long long mark);

// The beacon in `fairness`; nothing if the draw has none.
std::optional<Beacon> beacon_of(const Fields& fairness);

// Its round, once the freeze has fixed it; else 0.
long long round_of(const Fields& fairness);

// The fields of the current draw.
Fields read_fairness(Store& store);

// From a draw's ID: a time after 2200 in milliseconds since 1970, different for each draw and never reached.
std::string mark_of(const std::string& draw);

// SHA-256, hex, of the texts, joined by line feeds; lists are sorted bytewise already (fairness.md, step 2).
std::string hash_of(const std::vector<std::string>& texts);

std::string joined(const std::vector<std::string>& texts);  // by line feeds

}  // namespace draw
