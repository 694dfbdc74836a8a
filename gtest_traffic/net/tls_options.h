// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace traffic::detail {

enum class TlsVersion : std::uint8_t { k1_2, k1_3 };

// Configures TLS for clients. Files are PEM; an empty name means that there is no file.
struct TlsOptions {
  enum class Verification : std::uint8_t { kOn, kOff };

  std::string ca_file;           // trusted issuers; replaces those of the system
  std::string certificate_file;  // client certificate with its chain, for servers that request one
  std::string key_file;          // unencrypted key of the client certificate
  std::string server_name;       // name to send and to verify instead of the URL's host
  std::string named_host;        // host that `server_name` replaces; empty: every host
  TlsVersion min_version = TlsVersion::k1_2;
  Verification verification = Verification::kOn;  // kOff: any server can impersonate the target

  bool operator==(const TlsOptions&) const = default;
};

// Configures TLS for a server. Without a certificate the server uses plain HTTP. Files are PEM.
struct TlsServerOptions {
  std::string certificate_file;  // with its chain
  std::string key_file;          // not encrypted
  std::string client_ca_file;    // if given, clients need a certificate from one of these issuers
  TlsVersion max_version = TlsVersion::k1_3;
};

}  // namespace traffic::detail
