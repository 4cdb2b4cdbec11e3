#include "draw/relays.hpp"

#include <algorithm>
#include <chrono>

#include "io/https.hpp"

namespace draw {

namespace {

constexpr std::size_t wanted = 2;
constexpr std::chrono::seconds time_limit{8};
constexpr std::chrono::seconds for_the_second{2};  // once one has answered
constexpr std::chrono::milliseconds at_a_time{50};

std::string meaning_of(const std::variant<io::HttpAnswer, io::NoAnswer>& reply) {
  const auto* answer = std::get_if<io::HttpAnswer>(&reply);
  if (answer == nullptr) return std::get<io::NoAnswer>(reply).reason;
  if (answer->status == 404) return "the round is not published there yet";
  return answer->status == 200 ? "unexpected answer" : "status " + std::to_string(answer->status);
}

}  // namespace

std::variant<Round, NoRound> Relays::ask(const std::string& chain, long long round) {
  auto end = std::chrono::steady_clock::now() + time_limit;
  const std::string path = "/" + chain + "/public/" + std::to_string(round);
  std::vector<Round> rounds;
  std::string reason;
  std::size_t asked = 0;
  std::size_t answered = 0;
  io::Https https;
  while (rounds.size() < wanted && std::chrono::steady_clock::now() < end) {
    while (asked < addresses_.size() && asked - answered + rounds.size() < wanted) {
      const std::string& address = addresses_[asked++];
      https.start(address + path, {"User-Agent: prizedraw"}, [&, address](const auto& reply) {
        ++answered;
        const auto* answer = std::get_if<io::HttpAnswer>(&reply);
        const bool is_good = answer != nullptr && answer->status == 200;
        if (auto found = is_good ? Round::parse(answer->body, round) : std::nullopt) {
          rounds.push_back(std::move(*found));
          end = std::min(end, std::chrono::steady_clock::now() + for_the_second);
        } else {
          reason += (reason.empty() ? "" : "; ") + address + ": " + meaning_of(reply);
        }
      });
    }
    if (asked == answered) break;
    https.run(at_a_time);
  }
  if (rounds.empty()) return NoRound{reason.empty() ? "no relay answered" : reason};
  if (rounds.size() == wanted && !(rounds[0] == rounds[1])) return NoRound{"two relays gave different answers"};
  return rounds.front();
}

}  // namespace draw
