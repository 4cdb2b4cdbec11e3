#include "draw/beacon.hpp"

#include "io/crypto.hpp"
#include "io/json.hpp"
#include "io/text.hpp"

namespace draw {

std::optional<Round> Round::parse(const std::string& body, long long number) {
  constexpr std::size_t length_of_signature = 96;  // hex digits of a point of BLS12-381's G1
  const auto answer = io::parse_json(body);
  Round round{number, io::text_in(answer, "randomness"), io::text_in(answer, "signature")};
  const bool is_ours = answer.contains("round") && answer.at("round") == number;
  if (!is_ours || round.signature.size() != length_of_signature || !io::is_hex(round.signature)) return std::nullopt;
  if (io::sha256_hex(io::from_hex(round.signature)) != round.randomness) return std::nullopt;
  return round;
}

}  // namespace draw
