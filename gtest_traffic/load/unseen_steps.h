// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gtest_traffic/gate.h"
#include "gtest_traffic/metrics/live_counts.h"

namespace traffic::detail {

// Returns a line for each gate on a step or journey that has no requests so far, or an empty text.
std::string steps_without_requests(const std::vector<Gate>& gates, const LiveCounts& counts);

}  // namespace traffic::detail
