// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/step_seconds.h"

namespace traffic::detail {

void StepSeconds::deliver(StepSeconds& into) {
  for (const SecondCounts& second : seconds) into.seconds.at(second.index).merge(second);
  into.late.insert(into.late.end(), late.begin(), late.end());
  clear();
}

}  // namespace traffic::detail
