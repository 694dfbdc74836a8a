// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace traffic {

// What the process should end with: 1 once a benchmark was an error. Any thread of one may say so.
inline std::atomic<int>& benchmark_exit_code() {
  static std::atomic<int> code = 0;
  return code;
}

}  // namespace traffic
