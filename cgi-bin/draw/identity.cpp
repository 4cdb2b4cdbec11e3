#include "draw/identity.hpp"

#include <cstdlib>
#include <limits>
#include <utility>

#include "io/crypto.hpp"
#include "io/text.hpp"

namespace draw {

Identity Identity::make(Method method, bool is_published) {
  return {io::to_hex(io::random_bytes(16)), method == Method::ranked ? io::to_hex(io::random_bytes(32)) : "", method,
          is_published, is_published ? io::now_utc() : ""};
}

Identity Identity::with_beacon() {
  Identity identity = make(Method::ranked, true);
  identity.beacon = {Quicknet::chain, Quicknet::margin};
  return identity;
}

std::string Identity::commitment() const {
  if (!beacon) return io::sha256_hex(io::from_hex(secret));
  return hash_of({"prizedraw/2", draw, beacon->chain, std::to_string(beacon->margin), secret});
}

std::vector<std::string> Identity::fields() const {
  std::vector<std::string> fields{"method",    to_text(method), "draw",      draw,
                                  "mark",      mark_of(draw),   "published", is_published ? "yes" : "no",
                                  "opened_at", opened_at};
  if (!secret.empty()) fields.insert(fields.end(), {"secret", secret, "commitment", commitment()});
  if (beacon) fields.insert(fields.end(), {"chain", beacon->chain, "margin", std::to_string(beacon->margin)});
  return fields;
}

std::optional<Beacon> beacon_of(const Fields& fairness) {
  const std::string chain = field(fairness, "chain");
  if (chain.empty()) return std::nullopt;
  return Beacon{chain, std::stoll(field(fairness, "margin"))};
}

long long round_of(const Fields& fairness) {
  const std::string round = field(fairness, "round");
  return round.empty() ? 0 : std::stoll(round);
}

std::string field(const Fields& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found != fields.end() ? found->second : "";
}

bool is_same_mark(long long one, long long other) { return std::abs(one - other) < 1000; }

Fields fields_of_draw(Fields fairness, long long mark) {
  const auto known = io::whole_number(field(fairness, "mark"), std::numeric_limits<long long>::max());
  return known && is_same_mark(*known, mark) ? std::move(fairness) : Fields{};
}

Fields read_fairness(Store& store) {
  const io::Replies seen = store.redis.read({{"winners", {"EXISTS", store.keys.winners}},
                                             {"mark of winners", {"PEXPIRETIME", store.keys.winners}},
                                             {"mark of prizes", {"PEXPIRETIME", store.keys.prizes}},
                                             {"fairness", {"HGETALL", store.keys.fairness}}});
  const bool has_winners = seen["winners"].integer() == 1;
  return fields_of_draw(seen["fairness"].fields(), seen[has_winners ? "mark of winners" : "mark of prizes"].integer());
}

std::string mark_of(const std::string& draw) {
  return std::to_string(7'258'118'400'000 + std::stoll(draw.substr(0, 10), nullptr, 16));
}

std::string hash_of(const std::vector<std::string>& texts) { return io::sha256_hex(joined(texts)); }

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) {
    if (!all.empty()) all += '\n';
    all += text;
  }
  return all;
}

}  // namespace draw
