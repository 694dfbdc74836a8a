// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic::detail {
extern constinit thread_local bool is_quiet;

// Tells whether this thread's printers and matchers leave their texts empty. The load engine sets
// it after it has stored the first few failures of a check. Later failures are only counted.
inline bool& quiet() { return is_quiet; }

}  // namespace traffic::detail
