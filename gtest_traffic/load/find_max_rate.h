// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/error.h"
#include "gtest_traffic/base/location.h"
#include "gtest_traffic/base/units.h"
#include "gtest_traffic/load/load.h"
#include "gtest_traffic/metrics/capacity.h"
#include "gtest_traffic/metrics/gate.h"

namespace traffic {

// Where to search, how long each load is measured, and when to stop.
struct CapacityRange {
  Rate from = per_second(1);
  Rate to = per_second(1000);
  Duration each = std::chrono::seconds(10);  // beside the load's warm-up
  Percent precision = 5_percent;             // of the interval's width to the rate found
};

// Searches the highest rate at which a load meets the gates: doubles it from `from` until a load
// fails, then halves the interval; one that fails is run once more before it counts. The load has
// no shape of its own; its mix, warm-up, cap on users and gates hold for each. An interrupt ends
// the search with what it knows. Failed checks do not fail the test that runs it. Throws
// std::invalid_argument with the caller's line and every mistake, before anything is sent.
Capacity find_max_rate(Load& load, std::vector<Gate> gates, CapacityRange range,
                       Location location = Location::current());
Capacity find_max_rate(Load&& load, std::vector<Gate> gates, CapacityRange range,
                       Location location = Location::current());

// Returns every mistake in a range.
std::vector<Error> check_range(const CapacityRange& range);

// Searches with a plan, whose shape is set for each load. Does not touch GoogleTest.
Capacity find_max_rate(const LoadPlan& plan, const CapacityRange& range);

}  // namespace traffic
