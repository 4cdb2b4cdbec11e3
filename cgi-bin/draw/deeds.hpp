#pragma once

// What the organisers' log says that somebody did: words after a name. The log is a Redis stream of `who` and `did`.

#include <string>
#include <string_view>

#include "draw/github_id.hpp"
#include "draw/opening.hpp"

namespace draw::deeds {

inline constexpr std::string_view closed = "closed the draw";
inline constexpr std::string_view picked = "picked the winners";

std::string opened(const Opening& opening);
std::string redrawn(const std::string& prize, const std::string& winner, const std::string& reason);
std::string time_changed(std::chrono::seconds left);  // 0 until closed by hand
std::string taken_out(const GithubId& id, const std::string& reason, bool keeps_out);
std::string excluded(const std::vector<GithubId>& ids);
std::string allowed(const GithubId& id);

}  // namespace draw::deeds
