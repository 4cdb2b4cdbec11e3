#include "web/fields.hpp"

#include "io/json.hpp"
#include "web/form.hpp"

namespace web {

std::variant<nlohmann::json, int> fields_of(const Request& request) {
  constexpr int unsupported_type = 415;
  constexpr int unreadable = 422;
  if (request.body.empty()) return nlohmann::json::object();
  if (request.has_type(Form::type)) {
    const auto form = Form::parse(request.body);
    if (!form) return unreadable;
    return nlohmann::json(form->fields());
  }
  if (!request.has_type("application/json")) return unsupported_type;
  auto fields = io::parse_json(request.body);
  if (!fields.is_object()) return unreadable;
  return fields;
}

std::optional<std::string> text_of(const nlohmann::json& fields, const char* name) {
  const auto found = fields.find(name);
  if (found == fields.end()) return "";
  if (found->is_string()) return found->get<std::string>();
  if (found->is_number_integer()) return found->dump();
  return std::nullopt;
}

}  // namespace web
