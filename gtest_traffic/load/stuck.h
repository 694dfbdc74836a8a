// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/journey/whereabouts.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Says on the standard error that a journey has kept its worker for so long, and where; `backtrace`
// has a line for each function, and may be empty.
std::string text_of_stall(const Sight& sight, Duration stood, const std::string& backtrace);

// Returns the failure that a journey is which did not end within the grace time.
DistinctFailure stuck_failure(const Sight& sight, Duration grace, const std::string& backtrace);

}  // namespace traffic
