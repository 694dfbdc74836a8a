// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string_view>

namespace traffic {

// Describes the TLS properties of the connection of a response. A value type; its texts are valid
// until the program ends.
struct TlsInfo {
  std::string_view protocol = {};                    // `TLSv1.3`
  std::string_view cipher = {};                      // `TLS_AES_256_GCM_SHA384`
  std::chrono::sys_seconds certificate_begins = {};  // the server's own
  std::chrono::sys_seconds certificate_expires = {};
  bool resumed = false;   // an earlier session was resumed, without a certificate
  bool verified = false;  // false only if verification is disabled
};

}  // namespace traffic
