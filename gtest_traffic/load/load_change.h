// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/base/clock.h"

namespace traffic {

// What a person has changed of a load that runs, from `at` since its start on.
struct LoadChange {
  Duration at{0};
  double factor = 1;  // of the shape's level; above zero
  bool paused = false;
};

}  // namespace traffic
