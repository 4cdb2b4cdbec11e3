#pragma once

// A GitHub ID (a login), which is how an entrant is known. Can exist only valid, and in lower case, since GitHub takes
// no notice of case and nobody may enter twice by it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace draw {

class GithubId {
 public:
  // 1 to 39 of [A-Za-z0-9-]; old logins may begin or end with a hyphen or hold two in a row. A managed user's ends in
  // an underscore and the short code of their enterprise, letters and digits.
  static std::optional<GithubId> parse(std::string_view text);

  const std::string& text() const { return text_; }

 private:
  explicit GithubId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

std::vector<std::string> texts_of(const std::vector<GithubId>& ids);

// The login in what somebody typed: that of a profile's address on the site `github` (such as https://github.com) or of
// a mention, without what is around it or cannot be seen. What is neither comes back as it is, and is no GitHub ID.
std::string login_in(std::string_view typed, std::string_view github);

bool is_email_address(std::string_view login);

}  // namespace draw
