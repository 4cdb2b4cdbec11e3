#pragma once

// SHA-256 (FIPS 180-4), HMAC (RFC 2104) and random bytes, by OpenSSL's libcrypto, which only this file uses. Bytes are
// strings. Every function throws std::runtime_error if libcrypto fails.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_mac_ctx_st;

namespace io {

using Digest = std::array<std::uint8_t, 32>;

std::string random_bytes(std::size_t count);  // from the operating system, fit for secrets

Digest sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);

// HMAC-SHA256 of many messages under one key.
class Hmac {
 public:
  explicit Hmac(std::string_view key);
  Digest operator()(std::string_view message) const;

 private:
  struct Free {
    void operator()(evp_mac_ctx_st* context) const;
  };
  std::unique_ptr<evp_mac_ctx_st, Free> context_;
};

std::string_view bytes(const Digest& digest);
std::string to_hex(std::string_view bytes);     // lower case
std::string to_base64(std::string_view bytes);  // RFC 4648, 4
std::string from_hex(const std::string& hex);   // throws std::invalid_argument unless it is pairs of hexadecimal digits

}  // namespace io
