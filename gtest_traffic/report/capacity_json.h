// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/metrics/capacity.h"

namespace traffic {

// Writes a capacity as one JSON object with a line end: what was found, the gates, and every step.
// Rates are per second, times in milliseconds; every number is finite.
std::string to_json(const Capacity& capacity);

}  // namespace traffic
