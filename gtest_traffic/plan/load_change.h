// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// A change by hand to a running load. It applies from the time `at`, which counts from the start of
// the load.
struct LoadChange {
  Duration at{0};
  double factor = 1;  // of the level; above zero
  bool paused = false;

  // Replaces the level of the shape: arrivals per second, or users.
  std::optional<double> level = {};
  // The number of users of each class, with a level of users. Empty: by the weights of the mix.
  std::vector<std::size_t> users = {};
};

// Converts a change of a run to the time of a load in it that starts at `begin`. A change before
// that time applies from the start of the load.
inline LoadChange since(LoadChange change, Duration begin) {
  change.at = change.at > begin ? change.at - begin : Duration(0);
  return change;
}

}  // namespace traffic::detail
