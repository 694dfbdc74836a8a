// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace traffic {

// Holds what failed in the attempts at the running test that were followed by another one: the
// first text of each. The test's thread fills it, listeners take it when the test ends.
inline std::vector<std::string>& failed_attempts() {
  static std::vector<std::string> instance;
  return instance;
}

}  // namespace traffic
