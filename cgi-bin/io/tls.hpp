#pragma once

// TLS for a connection to Redis, by hiredis with OpenSSL (hiredis_ssl, from version 1.0). If the distribution has none,
// the setting is refused; config/stunnel is the alternative.

#include <string>

struct redisContext;

namespace io {

extern const bool has_redis_tls;  // in this build

// The server's certificate must be for `host`, and signed by an authority that the machine trusts, or by one in the
// file `authority`. Throws Unreachable.
void start_tls(redisContext& context, const std::string& host, const std::string& authority);

}  // namespace io
