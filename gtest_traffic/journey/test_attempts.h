// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace traffic::detail {

// Returns the first failure text of each failed attempt of the running test that was followed by
// another attempt. The thread of the test adds the texts; listeners take them when the test ends.
inline std::vector<std::string>& failed_attempts() {
  static std::vector<std::string> instance;
  return instance;
}

}  // namespace traffic::detail
