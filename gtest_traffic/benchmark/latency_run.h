// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/base/units.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Offers a journey `count` times at an even rate, after half a second that is not measured. A
// journey that cannot be loaded, a failed check, a dropped arrival and a load that the generator
// could not deliver are errors.
Expected<Report> run_latency(const std::string& journey, Rate rate, std::uint64_t count);

}  // namespace traffic
