// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// Tells whether the printers and matchers of this thread produce no text. The load engine sets it
// after it has stored the first failures of a check. Later failures are only counted.
inline bool& quiet() {
  thread_local bool quiet = false;
  return quiet;
}

}  // namespace traffic
