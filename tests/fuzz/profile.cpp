// GitHub's answer, or anything that is stored in its place.

#include "draw/profile.hpp"
#include "fuzz.hpp"
#include "io/text.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = fuzz::text(data, size);
  const auto profile = draw::Profile::parse(text);
  const auto parsed = draw::Profile::parse("\n" + text);  // not in our own format
  fuzz::require(profile.has_value() == parsed.has_value() && (!profile || profile->json == parsed->json),
                "however it is written it is the same profile");
  if (!profile) return 0;
  fuzz::require(draw::GithubId::parse(profile->login).has_value(), "a login is an ID");
  fuzz::require(!profile->name.empty() && io::one_line(profile->name) == profile->name, "a name is one line");
  fuzz::require(profile->avatar.empty() || profile->avatar.rfind("https://", 0) == 0, "a picture comes by https");
  const auto again = draw::Profile::parse(profile->json);
  fuzz::require(again && again->json == profile->json && again->name == profile->name,
                "what is kept is the same profile");
  return 0;
}
