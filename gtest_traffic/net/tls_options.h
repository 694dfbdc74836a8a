// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace traffic {

enum class TlsVersion : std::uint8_t { k1_2, k1_3 };

// Says how clients speak TLS. Files are PEM; an empty name means there is none.
struct TlsOptions {
  enum class Verification : std::uint8_t { kOn, kOff };

  std::string ca_file;           // issuers to trust, instead of the system's
  std::string certificate_file;  // the client's own, with its chain, for servers that ask for one
  std::string key_file;          // of the client's certificate, not encrypted
  std::string server_name;       // asked for and expected instead of the URL's host,
  std::string named_host;        // where that is this one; empty: always
  TlsVersion min_version = TlsVersion::k1_2;
  Verification verification = Verification::kOn;  // off: anybody may pose as the server

  bool operator==(const TlsOptions&) const = default;
};

// Says how a server speaks TLS; without a certificate it does not. Files are PEM.
struct TlsServerOptions {
  std::string certificate_file;  // with its chain
  std::string key_file;          // not encrypted
  std::string client_ca_file;    // if given, clients must show a certificate of one of these
  TlsVersion max_version = TlsVersion::k1_3;
};

}  // namespace traffic
