#pragma once

// Reading and writing JSON, without exceptions. The parser is nlohmann's.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace io {

// Whether lists and objects are nested more than 64 levels deep. It counts brackets outside strings, which is exact as
// far as the text is valid JSON.
inline bool is_nested_too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      in_string = !in_string;
    } else if (in_string) {
      if (c == '\\') ++i;
    } else if (c == '[' || c == '{') {
      if (++depth > 64) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

// The value, or a discarded one if the text is not JSON or is nested more than 64 levels deep: values are copied,
// written and destroyed recursively, which could overflow the stack. nlohmann's parser treats a NUL byte as the end of
// the text and would ignore the rest.
inline nlohmann::json parse_json(std::string_view text) {
  if (text.find('\0') != std::string_view::npos || is_nested_too_deep(text)) return nlohmann::json::value_t::discarded;
  return nlohmann::json::parse(text, nullptr, false);
}

// As compact text; invalid UTF-8 is replaced.
inline std::string to_text(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// The string of this name in an object; empty if there is none.
inline std::string text_in(const nlohmann::json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

inline nlohmann::json or_null(const std::string& text) {
  return text.empty() ? nlohmann::json() : nlohmann::json(text);
}

}  // namespace io
