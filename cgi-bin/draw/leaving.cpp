#include "draw/leaving.hpp"

#include "draw/log.hpp"
#include "draw/scripts.hpp"
#include "io/crypto.hpp"

namespace draw {

Outcome leave(Store& store, const GithubId& id, const std::string& phone) {
  constexpr const char* most_logged = "100";  // so that the organisers' lines stay in the log
  const Keys& keys = store.keys;
  return perform(store, scripts::leave, {nobody}, "removed " + id.text() + ", who chose to leave",
                 {keys.is_open, keys.prizes, keys.entrants, keys.unverified, keys.arrivals, keys.removed, keys.phones},
                 {id.text(), io::sha256_hex(phone), most_logged});
}

}  // namespace draw
