// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace traffic {

enum class TlsVersion : std::uint8_t { k1_2, k1_3 };

// Configures TLS for a server. Without a certificate the server uses plain HTTP. Files are PEM.
struct TlsServerOptions {
  std::string certificate_file = {};  // with its chain
  std::string key_file = {};          // not encrypted
  std::string client_ca_file = {};    // issuers of client certificates; empty: not required
  TlsVersion max_version = TlsVersion::k1_3;
};

}  // namespace traffic
