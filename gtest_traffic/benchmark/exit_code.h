// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace traffic::detail {

// The exit code of the process: 1 after an error of a benchmark. Any thread may set it.
inline std::atomic<int>& benchmark_exit_code() {
  static std::atomic<int> code = 0;
  return code;
}

}  // namespace traffic::detail
