// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Says whether the measured part of a run begins slower than it goes on, and how long a warm-up
// would leave that out; nothing when it does not, when the level changes, or when ten rows of the
// series are not enough to tell. Slower is a row whose median is above that of the second half by
// more than a tenth, and by more than five of its deviations (median absolute, scaled to the
// normal distribution's). Pure.
std::optional<std::string> steady_state_note(const Report& report);

}  // namespace traffic
