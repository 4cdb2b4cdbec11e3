#pragma once

// TLS for a connection to Redis: hiredis's own, with OpenSSL (hiredis_ssl, from version 1.0). Where the distribution
// has none, the setting is refused and config/stunnel helps.

#include <string>

struct redisContext;

namespace io {

extern const bool has_redis_tls;  // in this build

// The server's certificate must be signed by whom the machine trusts, or by whom the file `authority` holds, and be
// that of `host`. Throws Unreachable.
void start_tls(redisContext& context, const std::string& host, const std::string& authority);

}  // namespace io
