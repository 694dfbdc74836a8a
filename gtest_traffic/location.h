// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// Holds a place in the user's source. As a default argument, `current()` captures the line of the
// caller.
struct Location {
  const char* file = "";
  int line = 0;

  static constexpr Location current(const char* file = __builtin_FILE(),
                                    int line = __builtin_LINE()) {
    return {file, line};
  }
};

}  // namespace traffic
