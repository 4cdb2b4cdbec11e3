#pragma once

// A GitHub ID (a login), which identifies an entrant. It is always valid, and in lower case, since GitHub ignores case
// and nobody may enter twice by changing it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace draw {

class GithubId {
 public:
  // 1 to 39 of [A-Za-z0-9-]; old logins may begin or end with a hyphen or have two in a row. A managed user's ends in
  // an underscore and the short code of their enterprise, letters and digits.
  static std::optional<GithubId> parse(std::string_view text);

  const std::string& text() const { return text_; }

 private:
  explicit GithubId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

std::vector<std::string> texts_of(const std::vector<GithubId>& ids);

// Extracts the login from a profile's address on the site `github` (such as https://github.com) or a mention, without
// invisible and surrounding characters. Other text is returned unchanged, and is then not a valid GitHub ID.
std::string login_in(std::string_view typed, std::string_view github);

bool is_email_address(std::string_view login);

}  // namespace draw
