#pragma once

// A form as a browser sends it: application/x-www-form-urlencoded (WHATWG URL Standard, 5.1).

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace web {

class Form {
 public:
  static constexpr std::string_view type = "application/x-www-form-urlencoded";

  // Nothing where a percent sign is not followed by two hexadecimal digits. Of a name that comes twice the first
  // counts.
  static std::optional<Form> parse(std::string_view body);

  // The field's bytes, whatever they are; empty where the form has no such field.
  std::string field(const std::string& name) const;

 private:
  std::map<std::string, std::string> fields_;
};

}  // namespace web
