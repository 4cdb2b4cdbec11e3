#include "draw/github_id.hpp"

#include <algorithm>

#include "io/text.hpp"

namespace {

constexpr std::size_t longest = 39;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_allowed(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; }

}  // namespace

std::optional<draw::GithubId> draw::GithubId::parse(std::string_view text) {
  if (text.empty() || text.size() > longest || !std::all_of(text.begin(), text.end(), is_allowed)) return std::nullopt;
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return is_letter(c) ? static_cast<char>(c | 0x20) : c; });
  return GithubId(std::move(lower));
}

std::string draw::without_mention(const std::string& typed) {
  const std::string id = io::trim(typed);
  return !id.empty() && id.front() == '@' ? id.substr(1) : id;
}
