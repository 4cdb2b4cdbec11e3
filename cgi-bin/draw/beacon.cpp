#include "draw/beacon.hpp"

#include <algorithm>

#include "io/crypto.hpp"
#include "io/json.hpp"

namespace {

constexpr std::size_t length_of_signature = 96;  // hex digits of a point of BLS12-381's G1

bool is_hex(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

namespace draw {

std::optional<Round> Round::parse(const std::string& body, long long number) {
  const auto answer = io::parse_json(body);
  if (!answer.is_object()) return std::nullopt;
  const auto text = [&](const char* name) {
    return answer.contains(name) && answer.at(name).is_string() ? answer.at(name).get<std::string>() : std::string();
  };
  Round round{number, text("randomness"), text("signature")};
  const bool is_ours = answer.contains("round") && answer.at("round") == number;
  if (!is_ours || round.signature.size() != length_of_signature || !is_hex(round.signature)) return std::nullopt;
  if (io::sha256_hex(io::from_hex(round.signature)) != round.randomness) return std::nullopt;
  return round;
}

}  // namespace draw
