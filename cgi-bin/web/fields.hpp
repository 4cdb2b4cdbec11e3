#pragma once

// The fields of a request's body, sent as a form or as a JSON object.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>

#include "web/request.hpp"

namespace web {

// The fields as a JSON object, or the status to refuse the request with: 415 if the body is neither a form nor JSON,
// 422 if it cannot be read or is not an object. An empty body has no fields. The fields of a form are strings.
std::variant<nlohmann::json, int> fields_of(const Request& request);

// The field as text: "" if it is missing, digits for a whole number; nothing if it is anything else, including null.
std::optional<std::string> text_of(const nlohmann::json& fields, const char* name);

}  // namespace web
