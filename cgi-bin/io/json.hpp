#pragma once

// JSON from and to outside, without exceptions. The parser is nlohmann's.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace io {

// The value, or a discarded one (of no type at all) where the text is no JSON. nlohmann's parser takes a NUL byte for
// the end of the text and would not look at what follows.
inline nlohmann::json parse_json(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return nlohmann::json::value_t::discarded;
  return nlohmann::json::parse(text, nullptr, false);
}

// As compact text; bytes that are no UTF-8 are replaced.
inline std::string to_text(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace io
