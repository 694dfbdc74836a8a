// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace traffic {

// Identifies the destination of a request: scheme, host and port (RFC 6454, section 4). Only
// requests with the same origin share a connection and the secrets of a user.
struct Origin {
  bool tls = false;
  std::string host = {};  // in lower case; IPv6 without brackets
  std::uint16_t port = 80;

  void append_authority(std::string& out) const;
  void append_to(std::string& out) const;

  std::string authority() const;  // `Host:` value, IPv6 in brackets, no default port
  std::string text() const;       // `http://127.0.0.1:8080`

  bool operator==(const Origin&) const = default;
};

}  // namespace traffic
