// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gtest_traffic/capacity.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/find_max_rate.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic::detail {

// Returns every mistake in a range.
std::vector<Error> check_range(const CapacityRange& range);

// Searches with a prepared plan and sets the shape for each load. Does not use GoogleTest.
Capacity find_max_rate(const LoadPlan& plan, const CapacityRange& range);

}  // namespace traffic::detail
