#include "io/crypto.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <unistd.h>

#include <charconv>
#include <stdexcept>
#include <vector>

namespace {

void require(bool done) {
  if (!done) throw std::runtime_error("libcrypto failed");
}

const unsigned char* start(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT(*-reinterpret-cast): how libcrypto takes bytes
}

}  // namespace

namespace io {

std::string random_bytes(std::size_t count) {
  std::string random(count, '\0');
  // libcrypto's generator takes a quarter of a MiB in each process.
  if (getentropy(random.data(), count) != 0) throw std::runtime_error("the system has no random bytes");
  return random;
}

Digest sha256(std::string_view bytes) {
  Digest digest{};
  require(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1);
  return digest;
}

std::string sha256_hex(std::string_view bytes) { return to_hex(io::bytes(sha256(bytes))); }

void Hmac::Free::operator()(evp_mac_ctx_st* context) const { EVP_MAC_CTX_free(context); }

Hmac::Hmac(std::string_view key) {
  EVP_MAC* algorithm = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);
  require(algorithm != nullptr);
  context_.reset(EVP_MAC_CTX_new(algorithm));
  EVP_MAC_free(algorithm);  // the context holds it
  require(context_ != nullptr);
  std::string name = "SHA256";
  const std::array<OSSL_PARAM, 2> parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), name.size()), OSSL_PARAM_construct_end()};
  require(EVP_MAC_init(context_.get(), start(key), key.size(), parameters.data()) == 1);
}

Digest Hmac::operator()(std::string_view message) const {
  Digest digest{};
  std::size_t size = 0;
  require(EVP_MAC_init(context_.get(), nullptr, 0, nullptr) == 1 &&  // reuses the key
          EVP_MAC_update(context_.get(), start(message), message.size()) == 1 &&
          EVP_MAC_final(context_.get(), digest.data(), &size, digest.size()) == 1);
  return digest;
}

std::string_view bytes(const Digest& digest) {
  // NOLINTNEXTLINE(*-reinterpret-cast): bytes are strings here
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte >> 4U];
    hex += digits[byte & 15U];
  }
  return hex;
}

std::string to_base64(std::string_view bytes) {
  std::vector<unsigned char> text((bytes.size() + 2) / 3 * 4 + 1);  // with a terminating NUL
  const int length = EVP_EncodeBlock(text.data(), start(bytes), static_cast<int>(bytes.size()));
  return {text.begin(), text.begin() + length};
}

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned char byte = 0;
    const char* start = hex.data() + i;  // after an odd digit comes the terminating NUL, which is not a digit
    if (std::from_chars(start, start + 2, byte, 16).ptr != start + 2) throw std::invalid_argument("not hexadecimal");
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

}  // namespace io
