// GitHub IDs, and text that is shown or logged.

#include "draw/github_id.hpp"
#include "fuzz.hpp"
#include "io/text.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string typed = fuzz::text(data, size);
  if (const auto id = draw::GithubId::parse(typed)) {
    const auto outside = id->text().find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_");
    fuzz::require(outside == std::string::npos && !id->text().empty() && id->text().size() <= 39, "an ID is valid");
    fuzz::require(draw::GithubId::parse(id->text())->text() == id->text(), "an ID stays what it is");
    fuzz::require(draw::login_in(id->text(), "https://github.com") == id->text(), "an ID is read as itself");
  }
  const std::string login = draw::login_in(typed, "https://github.com");
  fuzz::require(login.size() <= typed.size(), "a login is in what was typed");
  fuzz::require(io::decode_utf8(io::valid_utf8(typed)).has_value(), "valid_utf8 makes UTF-8");
  fuzz::require(io::one_line(typed).find('\n') == std::string::npos, "one_line makes one line");
  fuzz::require(io::decode_utf8(io::first_characters(typed, 5))->size() <= 5, "five characters at most");
  fuzz::require(io::trim(io::trim(typed)) == io::trim(typed), "trimming twice is trimming once");
  return 0;
}
