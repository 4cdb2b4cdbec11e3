#pragma once

// The fields of a request's body, whether they came as a form or as a JSON object.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>

#include "web/request.hpp"

namespace web {

// The fields as a JSON object, or the status to refuse the request with: 415 where the body is neither a form nor JSON,
// 422 where it cannot be read or is no object. An empty body has no fields. The fields of a form are strings.
std::variant<nlohmann::json, int> fields_of(const Request& request);

// The field as text: "" where it is missing, the digits of a whole number; nothing where it is anything else, null too.
std::optional<std::string> text_of(const nlohmann::json& fields, const char* name);

}  // namespace web
