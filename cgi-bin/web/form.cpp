#include "web/form.hpp"

#include <algorithm>

#include "io/text.hpp"

namespace {

bool is_unreserved(char c) {
  return io::is_letter_or_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos;
}

std::optional<std::string> decode(std::string_view encoded) {
  std::string spaced(encoded);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return io::percent_decoded(spaced);
}

}  // namespace

namespace web {

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    encoded += is_unreserved(c) ? std::string{c} : std::string{'%', digits[byte >> 4U], digits[byte & 15U]};
  }
  return encoded;
}

std::optional<Form> Form::parse(std::string_view body) {
  Form form;
  while (!body.empty()) {
    const std::string_view pair = body.substr(0, body.find('&'));
    body.remove_prefix(std::min(pair.size() + 1, body.size()));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = decode(pair.substr(0, equals));
    auto value = decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1));
    if (!name || !value) return std::nullopt;
    form.fields_.emplace(std::move(*name), std::move(*value));
  }
  return form;
}

std::string Form::field(const std::string& name) const {
  const auto found = fields_.find(name);
  return found != fields_.end() ? found->second : "";
}

}  // namespace web
