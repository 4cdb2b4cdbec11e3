#include "io/tls.hpp"

#include "io/address.hpp"
#include "io/connection.hpp"

#ifdef PRIZEDRAW_REDIS_TLS

#include <hiredis/hiredis.h>
#include <hiredis/hiredis_ssl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

namespace {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSession {
  void operator()(SSL* session) const { SSL_free(session); }
};

std::string reason() {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  return text.data();
}

// OpenSSL checks the name: hiredis itself would accept any trusted certificate (RFC 9525).
bool expects(SSL* session, std::string host) {
  if (io::is_address(host)) return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host.c_str()) == 1;
  // Not SSL_set_tlsext_host_name: that macro has an old-style cast.
  return SSL_set1_host(session, host.c_str()) == 1 &&
         SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data()) == 1;
}

}  // namespace

namespace io {

const bool has_redis_tls = true;

void start_tls(redisContext& context, const std::string& host, const std::string& authority) {
  const std::unique_ptr<SSL_CTX, FreeContext> tls(SSL_CTX_new(TLS_client_method()));
  if (!tls) throw RedisError("TLS: " + reason());
  SSL_CTX_set_min_proto_version(tls.get(), TLS1_2_VERSION);
  SSL_CTX_set_verify(tls.get(), SSL_VERIFY_PEER, nullptr);
  const bool is_trusting = authority.empty()
                               ? SSL_CTX_set_default_verify_paths(tls.get()) == 1
                               : SSL_CTX_load_verify_locations(tls.get(), authority.c_str(), nullptr) == 1;
  if (!is_trusting) throw RedisError("REDIS_TLS_CA: " + reason());
  std::unique_ptr<SSL, FreeSession> session(SSL_new(tls.get()));
  if (!session || !expects(session.get(), host)) throw RedisError("TLS: " + reason());
  // On success the connection owns the session.
  if (redisInitiateSSL(&context, session.get()) == REDIS_OK) return static_cast<void>(session.release());
  const long verified = SSL_get_verify_result(session.get());
  throw Unreachable(std::string("TLS: ") +
                    (verified == X509_V_OK ? context.errstr : X509_verify_cert_error_string(verified)));
}

}  // namespace io

#else

namespace io {

const bool has_redis_tls = false;

void start_tls(redisContext&, const std::string&, const std::string&) { throw RedisError("this build has no TLS"); }

}  // namespace io

#endif
