#pragma once

// How winners are picked. The methods differ only in where the order comes from.

#include <optional>
#include <string>
#include <string_view>

namespace draw {

enum class Method {
  ranked,  // computed from a secret that was fixed at the opening, so anyone can recompute it
  spop,    // drawn by Redis's SPOP, as the older programs do
};

inline std::string to_text(Method method) { return method == Method::ranked ? "ranked" : "spop"; }

inline std::optional<Method> parse_method(std::string_view text) {
  if (text == "ranked") return Method::ranked;
  if (text == "spop") return Method::spop;
  return std::nullopt;
}

}  // namespace draw
