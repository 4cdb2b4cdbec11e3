#pragma once

// A form as a browser sends it: application/x-www-form-urlencoded (WHATWG URL Standard, 5.1).

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace web {

// For a part of a URL: all but the unreserved characters encoded (RFC 3986, 2.1 and 2.3).
std::string percent_encoded(std::string_view text);

class Form {
 public:
  static constexpr std::string_view type = "application/x-www-form-urlencoded";

  // Nothing if a percent sign is not followed by two hexadecimal digits. If a name comes twice, the first counts.
  static std::optional<Form> parse(std::string_view body);

  // The field's bytes, whatever they are; empty if the form has no such field.
  std::string field(const std::string& name) const;

  // All of them, by name.
  const std::map<std::string, std::string>& fields() const { return fields_; }

 private:
  std::map<std::string, std::string> fields_;
};

}  // namespace web
