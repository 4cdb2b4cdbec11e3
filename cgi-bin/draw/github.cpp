#include "draw/github.hpp"

#include "io/json.hpp"
#include "io/log.hpp"

namespace draw {

Lookup GitHub::find(const GithubId& id) {
  std::vector<std::string> headers{"Accept: application/vnd.github+json", "X-GitHub-Api-Version: 2022-11-28",
                                   "User-Agent: prizedraw"};
  if (!token_.empty()) headers.push_back("Authorization: Bearer " + token_);

  auto reply = https_.get(url_ + "/users/" + id.text(), headers);
  if (auto* none = std::get_if<io::NoAnswer>(&reply)) return std::move(*none);
  const auto& answer = std::get<io::HttpAnswer>(reply);
  if (answer.status == 404) return NoSuchUser{};
  if (answer.status != 200) return io::NoAnswer{"status " + std::to_string(answer.status)};
  if (auto profile = Profile::parse(answer.body)) return std::move(*profile);
  const auto user = io::parse_json(answer.body);
  const bool is_other_kind =
      user.is_object() && user.contains("type") && user["type"].is_string() && user["type"] != "User";
  if (is_other_kind) return NoSuchUser{};
  return io::NoAnswer{"an answer that makes no sense"};
}

std::optional<Profile> Lookups::operator()(const GithubId& id) {
  if (std::chrono::steady_clock::now() >= end_) return std::nullopt;
  const Lookup lookup = github_.find(id);
  if (const auto* none = std::get_if<io::NoAnswer>(&lookup)) {
    io::log("GitHub: " + none->reason);
    end_ = std::chrono::steady_clock::now();
  }
  const auto* profile = std::get_if<Profile>(&lookup);
  return profile != nullptr ? std::optional(*profile) : std::nullopt;
}

}  // namespace draw
