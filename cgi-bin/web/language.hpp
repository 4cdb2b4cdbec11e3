#pragma once

// Which language a client is answered in.

#include <string>
#include <vector>

#include "web/request.hpp"

namespace web {

// The one of these languages that the query's `lang` names, else the one that the client prefers by Accept-Language
// (RFC 9110, 12.5.4), else the first. Only the part before a hyphen counts: readers of pt-PT and zh-TW get pt-BR and
// zh-CN rather than English.
const std::string& language_for(const Request& request, const std::vector<std::string>& languages);

}  // namespace web
