// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gtest_traffic/metrics/second_counts.h"

namespace traffic::detail {

// Counts one step by second, for a gate that judges it over time.
struct StepSeconds {
  std::string name = {};
  Seconds seconds = {};
  std::vector<LateRequest> late = {};  // requests of seconds that were delivered earlier

  void clear() {  // retains the memory
    seconds.clear();
    late.clear();
  }

  // Moves the counts to `into`, which keeps the counts that it has.
  void deliver(StepSeconds& into);
};

}  // namespace traffic::detail
