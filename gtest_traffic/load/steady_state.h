// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Returns a note if the measured part of a run begins slower than it continues, with the warm-up
// that would exclude the slow part. Returns nothing if it does not, if the level changes, or if the
// series has fewer than ten rows. A row is slow if its median exceeds that of the second half by
// more than a tenth, and by more than five deviations. A deviation is the median absolute
// deviation, scaled to the normal distribution. Pure.
std::optional<std::string> steady_state_note(const Report& report);

}  // namespace traffic::detail
