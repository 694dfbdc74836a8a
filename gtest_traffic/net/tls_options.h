// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "gtest_traffic/tls_server_options.h"

namespace traffic::detail {

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

}  // namespace traffic::detail
