#pragma once

// Where Redis is, how to log in to it, and how safe what it holds must be.

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
  std::string tls_authority;           // a file with the certificates to trust; empty: those that the machine trusts
  std::vector<HostAndPort> sentinels;  // if set, they say where the master is
  std::string master;                  // the name by which they know it
  int replicas = 0;                    // how many must have what somebody is told has been done
};

// `host:port`, or an IPv6 address in brackets with a port; nothing where it is neither.
std::optional<HostAndPort> parse_host_and_port(const std::string& text);

// redis://, rediss:// or unix://, in the form that Redis's own clients take (IANA: the redis and rediss schemes): a
// user and a password percent-encoded before @, and a number of a database behind the last slash, of unix:// as ?db=.
// What it says, as the single settings that say the same, by their names: REDIS_HOST, … Nothing where it is no such
// URL.
std::optional<std::map<std::string, std::string>> parse_redis_url(const std::string& url);

}  // namespace io
