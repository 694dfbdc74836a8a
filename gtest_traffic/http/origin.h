// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace traffic {

// Says whom a request goes to: scheme, host and port (RFC 6454 §4). Two requests share a
// connection, and a user's secrets, only when all three are the same.
struct Origin {
  bool tls = false;
  std::string host = {};  // in lower case; without brackets for an IPv6 literal
  std::uint16_t port = 80;

  void append_authority(std::string& out) const;
  void append_to(std::string& out) const;

  std::string authority()
      const;                 // `Host:` value: brackets for IPv6, a port that is not the default
  std::string text() const;  // `http://127.0.0.1:8080`

  bool operator==(const Origin&) const = default;
};

}  // namespace traffic
