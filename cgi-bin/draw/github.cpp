#include "draw/github.hpp"

#include <algorithm>
#include <limits>

#include "io/json.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

using std::chrono::seconds;

constexpr seconds after_a_failure{10};  // it may be brief
constexpr seconds after_a_refusal{60};  // what GitHub requires if it gives no time
constexpr seconds longest{3600};        // its limit is hourly

std::optional<long long> number(const io::HttpAnswer& answer, const char* header) {
  const auto found = answer.headers.find(header);
  return found != answer.headers.end() ? io::whole_number(found->second, std::numeric_limits<long long>::max())
                                       : std::nullopt;
}

long long seconds_until(long long time) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return time - std::chrono::duration_cast<seconds>(now).count();
}

// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit
std::optional<GitHub::Quota> quota_of(const io::HttpAnswer& answer) {
  const auto left = number(answer, "x-ratelimit-remaining");
  const auto limit = number(answer, "x-ratelimit-limit");
  const auto reset = number(answer, "x-ratelimit-reset");
  if (!left || !limit || !reset) return std::nullopt;
  return GitHub::Quota{*left, *limit, seconds(std::clamp<long long>(seconds_until(*reset), 1, longest.count()))};
}

// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
Unavailable limit_reached(const io::HttpAnswer& answer) {
  long long wait = after_a_refusal.count();
  if (const auto after = number(answer, "retry-after")) {
    wait = *after;
  } else if (const auto reset = number(answer, "x-ratelimit-reset");
             number(answer, "x-ratelimit-remaining") == 0 && reset) {
    wait = seconds_until(*reset);
  }
  wait = std::clamp<long long>(wait, 1, longest.count());
  return {"rate limit reached (status " + std::to_string(answer.status) + ")", seconds(wait)};
}

GitHub::Answer meaning_of(const io::HttpAnswer& answer, bool has_token, bool has_etag) {
  switch (answer.status) {
    case 200: break;
    case 304:
      if (has_etag) return Unchanged{};
      return Unavailable{"unexpected answer", after_a_failure};
    case 401:
      if (has_token) return TokenRefused{};
      return Unavailable{"status 401", after_a_failure};
    case 403:
    case 429: return limit_reached(answer);
    case 404: return UnknownUser{};
    default: return Unavailable{"status " + std::to_string(answer.status), after_a_failure};
  }
  if (auto profile = Profile::parse(answer.body)) {
    const auto version = answer.headers.find("etag");
    return Found{std::move(*profile), version == answer.headers.end() ? "" : version->second};
  }
  const std::string kind = io::text_in(io::parse_json(answer.body), "type");
  if (!kind.empty() && kind != "User") return UnknownUser{kind};
  return Unavailable{"unexpected answer", after_a_failure};
}

}  // namespace

void GitHub::start(const GithubId& id, const std::string& etag, bool uses_token,
                   const std::function<void(const Answer&)>& on_answer) {
  const bool has_token = uses_token && !token_.empty();
  std::vector<std::string> headers{"Accept: application/vnd.github+json", "X-GitHub-Api-Version: 2022-11-28",
                                   "User-Agent: prizedraw"};
  if (has_token) headers.push_back("Authorization: Bearer " + token_);
  if (!etag.empty()) headers.push_back("If-None-Match: " + etag);
  https_.start(url_ + "/users/" + id.text(), headers, [=, has_etag = !etag.empty()](const auto& reply) {
    const auto* answer = std::get_if<io::HttpAnswer>(&reply);
    quota_ = answer != nullptr ? quota_of(*answer) : std::nullopt;
    on_answer(answer != nullptr ? meaning_of(*answer, has_token, has_etag)
                                : Unavailable{std::get<io::NoAnswer>(reply).reason, after_a_failure});
  });
}

}  // namespace draw
