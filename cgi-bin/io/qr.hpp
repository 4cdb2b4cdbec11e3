#pragma once

// QR codes (ISO/IEC 18004), by libqrencode, which only qr.cpp uses.

#include <optional>
#include <string>

namespace io {

// An SVG path of dark squares, one unit each, in a field of `size` by `size` units, the quiet zone of 4 included.
struct QrCode {
  int size;
  std::string path;

  // With error correction level M. Nothing if the text is too long for a code.
  static std::optional<QrCode> of(const std::string& text);
};

}  // namespace io
