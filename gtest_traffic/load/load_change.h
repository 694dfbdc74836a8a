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

// Returns a change by the time of a load that begins at `begin`; what was before holds from there
// on.
inline LoadChange since(LoadChange change, Duration begin) {
  change.at = change.at > begin ? change.at - begin : Duration(0);
  return change;
}

}  // namespace traffic
