// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// Names a place in the user's source; as a defaulted argument it captures the caller's line.
struct Location {
  const char* file = "";
  int line = 0;

  static constexpr Location current(const char* file = __builtin_FILE(),
                                    int line = __builtin_LINE()) {
    return {file, line};
  }
};

}  // namespace traffic
