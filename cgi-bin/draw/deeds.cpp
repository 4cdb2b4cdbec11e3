#include "draw/deeds.hpp"

#include <algorithm>

namespace {

std::string ending(std::chrono::seconds left) {
  const long long seconds = left.count();
  if (seconds == 0) return "until closed by hand";
  if (seconds % 60 != 0) return "for " + std::to_string(seconds) + " s";
  return "for " + std::to_string(seconds / 60) + " min";
}

}  // namespace

namespace draw::deeds {

std::string opened(const Opening& opening) {
  const std::size_t prizes = opening.prizes().size();
  return "opened a draw of " + std::to_string(prizes) + (prizes == 1 ? " prize " : " prizes ") +
         ending(opening.duration());
}

std::string redrawn(const std::string& prize, const std::string& winner, const std::string& reason) {
  return "moved “" + prize + "” on: " + winner + (reason == "cannot accept" ? " " : " is ") + reason;
}

std::string time_changed(std::chrono::seconds left) { return "set the draw to stay open " + ending(left); }

std::string taken_out(const GithubId& id, const std::string& reason, bool keeps_out) {
  return (keeps_out ? "took out and excluded " : "took out ") + id.text() + ": " + reason;
}

std::string excluded(const std::vector<GithubId>& ids) {
  constexpr std::size_t most_named = 20;
  std::string text = "excluded ";
  for (std::size_t i = 0; i < std::min(ids.size(), most_named); ++i) text += (i == 0 ? "" : ", ") + ids[i].text();
  return ids.size() > most_named ? text + " and " + std::to_string(ids.size() - most_named) + " more" : text;
}

std::string allowed(const GithubId& id) { return "let " + id.text() + " enter again"; }

}  // namespace draw::deeds
