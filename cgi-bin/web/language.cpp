#include "web/language.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "io/text.hpp"

namespace web {

namespace {

std::string primary(const std::string& tag) { return io::to_lower(io::trim(tag.substr(0, tag.find_first_of("-_;")))); }

const std::string* find(const std::vector<std::string>& languages, const std::string& tag) {
  const auto found = std::find_if(languages.begin(), languages.end(),
                                  [wanted = primary(tag)](const std::string& each) { return primary(each) == wanted; });
  return found == languages.end() ? nullptr : &*found;
}

// 1 where there is none (RFC 9110, 12.4.2).
double weight(const std::string& range) {
  const std::size_t at = range.find("q=");
  return at == std::string::npos ? 1 : std::strtod(range.c_str() + at + 2, nullptr);
}

}  // namespace

const std::string& language_for(const Request& request, const std::vector<std::string>& languages) {
  if (request.query.find("lang=") != std::string::npos) {
    if (const auto* named = find(languages, request.asked_for("lang"))) return *named;
  }
  const std::string* best = &languages.front();
  double most = 0;
  const std::string& accepted = request.accept_language;
  for (std::size_t begin = 0; begin < accepted.size();) {
    const std::size_t end = std::min(accepted.find(',', begin), accepted.size());
    const std::string range = accepted.substr(begin, end - begin);
    const double weighs = weight(range);
    if (const auto* known = find(languages, range); known != nullptr && weighs > most) {
      best = known;
      most = weighs;
    }
    begin = end + 1;
  }
  return *best;
}

}  // namespace web
