#include "io/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace io {

std::optional<QrCode> QrCode::of(const std::string& text) {
  constexpr int smallest_that_fits = 0;
  constexpr int case_sensitive = 1;
  constexpr int quiet_zone = 4;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(text.c_str(), smallest_that_fits, QR_ECLEVEL_M, QR_MODE_8, case_sensitive), QRcode_free);
  if (!code) return std::nullopt;
  QrCode qr{code->width + 2 * quiet_zone, {}};
  const auto is_dark = [&](int x, int y) { return (code->data[y * code->width + x] & 1) != 0; };
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width;) {
      int end = x;
      while (end < code->width && is_dark(end, y)) ++end;
      if (end > x) {
        const std::string length = std::to_string(end - x);
        qr.path.append("M").append(std::to_string(x + quiet_zone)).append(" ").append(std::to_string(y + quiet_zone));
        qr.path.append("h").append(length).append("v1h-").append(length).append("z");
      }
      x = end + 1;
    }
  }
  return qr;
}

}  // namespace io
