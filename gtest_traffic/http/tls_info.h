// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string_view>

namespace traffic {

// Tells how the connection of a response is protected. A plain value; its texts live as long as the
// program.
struct TlsInfo {
  std::string_view protocol;                    // `TLSv1.3`
  std::string_view cipher;                      // `TLS_AES_256_GCM_SHA384`
  std::chrono::sys_seconds certificate_begins;  // the server's own
  std::chrono::sys_seconds certificate_expires;
  bool resumed = false;   // an earlier session went on: no certificate was sent
  bool verified = false;  // false only where verification is switched off
};

}  // namespace traffic
