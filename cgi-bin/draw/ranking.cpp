#include "draw/ranking.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "io/crypto.hpp"

namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) {
    if (!all.empty()) all += '\n';
    all += text;
  }
  return all;
}

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

// The beginning of a ticket, which nearly always says who comes first: a million are sorted in half the time.
struct Ticket {
  std::uint64_t beginning;
  std::uint32_t entrant;
};

std::uint64_t beginning_of(const io::Digest& digest) {
  return std::accumulate(digest.begin(), digest.begin() + 8, std::uint64_t{0},
                         [](std::uint64_t sum, std::uint8_t byte) { return sum << 8U | byte; });
}

}  // namespace

namespace draw {

Seed Seed::make() { return {io::to_hex(io::random_bytes(16)), io::to_hex(io::random_bytes(32))}; }

std::string Seed::commitment() const { return io::to_hex(io::bytes(io::sha256(from_hex(secret)))); }

std::string Seed::mark() const {
  return std::to_string(7'258'118'400'000 + std::stoll(draw.substr(0, 10), nullptr, 16));
}

std::string hash_of(const std::vector<std::string>& sorted) {
  return io::to_hex(io::bytes(io::sha256(joined(sorted))));
}

Ranking Ranking::make(const Seed& seed, const std::vector<std::string>& prizes,
                      const std::vector<std::string>& entrants, const std::string& audience_word) {
  Ranking ranking{hash_of(entrants), hash_of(prizes), {}, {}};
  const io::Digest key = io::Hmac(from_hex(seed.secret))(
      joined({"prizedraw/1", seed.draw, ranking.entrants_sha256, ranking.prizes_sha256}) + "\n" + audience_word);
  ranking.key = io::to_hex(io::bytes(key));

  const io::Hmac ticket(io::bytes(key));
  std::vector<Ticket> tickets;
  tickets.reserve(entrants.size());
  for (const std::string& entrant : entrants) {
    tickets.push_back({beginning_of(ticket(entrant)), static_cast<std::uint32_t>(tickets.size())});
  }
  std::sort(tickets.begin(), tickets.end(), [&](const Ticket& a, const Ticket& b) {
    if (a.beginning != b.beginning) return a.beginning < b.beginning;
    const auto whole_a = ticket(entrants[a.entrant]);
    const auto whole_b = ticket(entrants[b.entrant]);
    return whole_a != whole_b ? whole_a < whole_b : a.entrant < b.entrant;  // entrants are sorted by ID
  });
  ranking.order.reserve(entrants.size());
  for (const Ticket& each : tickets) ranking.order.push_back(entrants[each.entrant]);
  return ranking;
}

Outcome assign(const std::vector<std::string>& prizes, const std::vector<std::string>& order,
               const std::function<std::optional<std::string>(const std::string& id)>& passed_over) {
  Outcome outcome;
  const std::size_t count = std::min(prizes.size(), order.size());
  std::size_t next = count;
  for (std::size_t i = 0; i < count; ++i) {
    std::string winner = order[i];
    while (!winner.empty()) {
      const auto reason = passed_over(winner);
      if (!reason) break;
      const std::string to = next < order.size() ? order[next++] : "";
      outcome.replacements.push_back({prizes[i], winner, to, *reason});
      winner = to;
    }
    if (!winner.empty()) outcome.awards.emplace_back(prizes[i], winner);
  }
  return outcome;
}

}  // namespace draw
