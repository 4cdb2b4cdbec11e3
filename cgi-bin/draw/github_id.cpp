#include "draw/github_id.hpp"

#include <algorithm>

#include "io/text.hpp"

namespace draw {

namespace {

constexpr std::size_t longest = 39;

bool is_allowed(char c) { return io::is_letter_or_digit(c) || c == '-'; }

bool starts_with(std::string_view text, std::string_view start) {
  return io::to_lower(text.substr(0, start.size())) == io::to_lower(start);
}

std::string_view without(std::string_view start, std::string_view text) {
  return starts_with(text, start) ? text.substr(start.size()) : text;
}

std::string_view without_scheme(std::string_view address) {
  return without("//", without("http:", without("https:", address)));
}

}  // namespace

std::optional<GithubId> GithubId::parse(std::string_view text) {
  if (text.empty() || text.size() > longest) return std::nullopt;
  const auto* code = std::find_if_not(text.begin(), text.end(), is_allowed);
  if (code != text.end()) {
    const bool is_managed = *code == '_' && code != text.begin() && code + 1 != text.end() &&
                            std::all_of(code + 1, text.end(), io::is_letter_or_digit);
    if (!is_managed) return std::nullopt;
  }
  return GithubId(io::to_lower(text));
}

std::vector<std::string> texts_of(const std::vector<GithubId>& ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const GithubId& id : ids) texts.push_back(id.text());
  return texts;
}

std::string login_in(std::string_view typed, std::string_view github) {
  const std::string all = io::visible(typed);
  std::string_view login = all;
  const std::string_view address = without("www.", without_scheme(login));
  const std::string site = std::string(without_scheme(github)) + "/";
  if (starts_with(address, site)) {
    login = address.substr(site.size());
    login = login.substr(0, login.find_first_of("/?#"));
  }
  login = without("＠", without("@", login));
  login = login.substr(std::min(login.find_first_not_of(' '), login.size()));
  return std::string(login.substr(0, login.find_last_not_of(" ./,") + 1));
}

bool is_email_address(std::string_view login) {
  const auto at = login.find('@');
  return at != std::string_view::npos && at > 0;
}

}  // namespace draw
