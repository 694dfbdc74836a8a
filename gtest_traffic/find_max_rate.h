// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gtest_traffic/capacity.h"
#include "gtest_traffic/clock.h"
#include "gtest_traffic/gate.h"
#include "gtest_traffic/load.h"
#include "gtest_traffic/location.h"
#include "gtest_traffic/units.h"

namespace traffic {

// The range of a search, the duration of each load, and the precision at which the search stops.
struct CapacityRange {
  Rate from = per_second(1);
  Rate to = per_second(1000);
  Duration each = std::chrono::seconds(10);  // without the warm-up of the load
  Percent precision = 5_percent;             // width of the interval, relative to the rate found
};

// Searches for the highest rate at which a load meets its gates. Doubles the rate from `from` until
// a load fails, and then halves the interval. A load that fails runs once more before the failure
// counts. The load has no shape; its mix, warm-up, user cap and gates apply to each run. An
// interrupt ends the search with the result so far. Failed checks do not fail the test. Throws
// std::invalid_argument with the line of the caller and every mistake, before any request.
Capacity find_max_rate(Load& load, std::vector<Gate> gates, CapacityRange range,
                       Location location = Location::current());
Capacity find_max_rate(Load&& load, std::vector<Gate> gates, CapacityRange range,
                       Location location = Location::current());

}  // namespace traffic
