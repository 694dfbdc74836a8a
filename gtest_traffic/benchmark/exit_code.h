// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// What the process should end with: 1 once a benchmark was an error.
inline int& benchmark_exit_code() {
  static int code = 0;
  return code;
}

}  // namespace traffic
