#pragma once

// A GitHub ID (a login), which is how an entrant is known. Can exist only valid, and in lower case, since GitHub takes
// no notice of case and nobody may enter twice by it.

#include <optional>
#include <string>
#include <string_view>

namespace draw {

class GithubId {
 public:
  // 1 to 39 of [A-Za-z0-9-]; old logins may begin or end with a hyphen or hold two in a row.
  static std::optional<GithubId> parse(std::string_view text);

  const std::string& text() const { return text_; }

 private:
  explicit GithubId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// What somebody typed as a GitHub ID, without the white space around it and the @ of a mention.
std::string without_mention(const std::string& typed);

}  // namespace draw
