#pragma once

// Where Redis is, how to log in, and how many replicas must confirm a change.

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace io {

struct HostAndPort {
  std::string host;
  int port = 0;
};

struct RedisSettings {
  std::string host = "127.0.0.1";
  int port = 6379;
  std::string socket;  // if set, it is used instead of host and port
  std::string username;
  std::string password;
  int database = 0;
  bool uses_tls = false;
  std::string tls_authority;           // a file of certificates to trust; empty: the machine's
  std::vector<HostAndPort> sentinels;  // if set, they say where the master is
  std::string master;                  // its name there
  int replicas = 0;                    // how many must confirm a change before it is reported as done
};

// `host:port`, or an IPv6 address in brackets with a port; nothing if it is neither.
std::optional<HostAndPort> parse_host_and_port(const std::string& text);

// Parses redis://, rediss:// or unix:// as Redis's own clients do (IANA: the redis and rediss schemes): a
// percent-encoded user and password before @, and a database number after the last slash, for unix:// as ?db=. Returns
// the equivalent separate settings by name: REDIS_HOST, … Nothing if it is not such a URL.
std::optional<std::map<std::string, std::string>> parse_redis_url(const std::string& url);

}  // namespace io
