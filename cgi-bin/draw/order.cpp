#include "draw/order.hpp"

#include <algorithm>
#include <cstdint>
#include <future>
#include <numeric>
#include <thread>

#include "draw/scripts.hpp"
#include "io/crypto.hpp"

namespace draw {

namespace {

// A ticket's first bytes, which nearly always decide the order: this halves the time to sort a million.
struct Ticket {
  std::uint64_t beginning;
  std::uint32_t entrant;
};

std::uint64_t beginning_of(const io::Digest& digest) {
  return std::accumulate(digest.begin(), digest.begin() + 8, std::uint64_t{0},
                         [](std::uint64_t sum, std::uint8_t byte) { return sum << 8U | byte; });
}

// Sorted. A large roster is split among the machine's cores.
std::vector<Ticket> tickets_of(const Names& entrants, const io::Digest& key) {
  constexpr std::size_t worth_a_thread = 50'000;
  std::vector<Ticket> tickets(entrants.size());
  const auto at = [&](std::size_t i) { return tickets.begin() + static_cast<std::ptrdiff_t>(i); };
  const auto first = [&](const io::Hmac& ticket) {
    return [&](const Ticket& a, const Ticket& b) {
      if (a.beginning != b.beginning) return a.beginning < b.beginning;
      const auto whole_a = ticket(entrants[a.entrant]);
      const auto whole_b = ticket(entrants[b.entrant]);
      return whole_a != whole_b ? whole_a < whole_b : a.entrant < b.entrant;  // entrants are sorted by ID
    };
  };
  const auto fill = [&](std::size_t begin, std::size_t end) {
    const io::Hmac ticket(io::bytes(key));
    for (std::size_t i = begin; i < end; ++i) {
      tickets[i] = {beginning_of(ticket(entrants[i])), static_cast<std::uint32_t>(i)};
    }
    std::sort(at(begin), at(end), first(ticket));
  };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t share = std::max(worth_a_thread, entrants.size() / cores + 1);
  std::vector<std::future<void>> shares;
  std::size_t begin = 0;
  for (; begin + share < entrants.size(); begin += share) shares.push_back(std::async(fill, begin, begin + share));
  fill(begin, entrants.size());
  for (auto& each : shares) each.get();
  const io::Hmac ticket(io::bytes(key));
  for (std::size_t end = share; end < entrants.size(); end += share) {
    std::inplace_merge(at(0), at(end), at(std::min(end + share, entrants.size())), first(ticket));
  }
  return tickets;
}

// Exactly this many prizes, and enough entrants for this many winners.
Order drawn_by_spop(Store& store, std::size_t prizes, std::size_t entrants) {
  const auto reply = store.redis.script(scripts::draw_by_spop, {store.keys.prizes, store.keys.entrants},
                                        {std::to_string(prizes), std::to_string(enough_for(store, entrants))});
  return {reply.list().at(0).texts(), Names(reply.list().at(1).texts()), ""};
}

}  // namespace

Order ranked(const Roster& roster, const LastPart& last) {
  const auto& [word, round, without_round] = last;
  const std::string decides =
      round ? roster.identity.beacon.value().chain + " " + std::to_string(round->number) + " " + round->randomness
            : word;
  const io::Digest key = io::Hmac(io::from_hex(roster.identity.secret))(
      joined(
          {round ? "prizedraw/2" : "prizedraw/1", roster.identity.draw, roster.entrants_sha256, roster.prizes_sha256}) +
      "\n" + decides);
  std::vector<std::string_view> entrants;
  entrants.reserve(roster.entrants.size());
  for (const Ticket& each : tickets_of(roster.entrants, key)) entrants.push_back(roster.entrants[each.entrant]);
  return {roster.prizes, Names(std::move(entrants)), io::to_hex(io::bytes(key))};
}

Order order_of(Store& store, const Roster& roster, const LastPart& last) {
  if (roster.identity.method == Method::ranked) return ranked(roster, last);
  return drawn_by_spop(store, roster.prizes.size(), roster.prizes.size());
}

Names draw_entrants(Store& store, std::size_t count) { return drawn_by_spop(store, 0, count).entrants; }

std::size_t enough_for(Store& store, std::size_t count) {
  const io::Replies seen = store.redis.read(
      {{"unverified", {"SCARD", store.keys.unverified}}, {"excluded", {"SCARD", store.keys.excluded}}});
  // Besides these, only somebody who comes up a second time under another login is passed over.
  return 2 * count + static_cast<std::size_t>(seen["unverified"].integer() + seen["excluded"].integer());
}

}  // namespace draw
