#include "draw/deeds.hpp"

#include <algorithm>
#include <iterator>

namespace {

std::string ending(std::chrono::seconds left) {
  const long long seconds = left.count();
  if (seconds == 0) return "until closed by hand";
  if (seconds % 60 != 0) return "for " + std::to_string(seconds) + " s";
  return "for " + std::to_string(seconds / 60) + " min";
}

// The first of them by name, and how many more there are.
std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) text += (i == 0 ? "" : ", ") + names[i];
  return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more" : text;
}

}  // namespace

namespace draw::deeds {

std::string opened(const Opening& opening) {
  return "opened a draw of " + some_of(opening.prizes()) + ", " + ending(opening.duration());
}

std::string redrawn(const std::string& prize, const std::string& winner, const std::string& reason) {
  return "moved “" + prize + "” on: " + winner + (reason == "cannot accept" ? " " : " is ") + reason;
}

std::string time_changed(std::chrono::seconds left) { return "set the draw to stay open " + ending(left); }

std::string taken_out(const GithubId& id, const std::string& reason, bool keeps_out) {
  return (keeps_out ? "took out and excluded " : "took out ") + id.text() + ": " + reason;
}

std::string excluded(const std::vector<GithubId>& ids) {
  std::vector<std::string> names;
  std::transform(ids.begin(), ids.end(), std::back_inserter(names), [](const GithubId& id) { return id.text(); });
  return "excluded " + some_of(names);
}

std::string allowed(const GithubId& id) { return "let " + id.text() + " enter again"; }

}  // namespace draw::deeds
