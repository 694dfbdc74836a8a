// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// Tells whether this thread's printers and matchers leave their texts empty. The load engine sets
// it once the first few failures of a check are kept: the rest only cost a counter.
inline bool& quiet() {
  thread_local bool quiet = false;
  return quiet;
}

}  // namespace traffic
