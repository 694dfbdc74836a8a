// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic::detail {

// Converts the plan of a load into the plan of a search for the highest rate. Each load of the
// search then lasts for the warm-up and the duration of the plan. The default of `warm_up` is a
// fifth of the duration, at most 2 s. A default above one second is rounded down to whole seconds,
// because windows have whole seconds.
void plan_search(LoadPlan& plan, std::optional<Duration> warm_up);

// Registers the search as the test `Load.find_max_rate`, and returns this name.
std::string register_search(LoadPlan plan, RateRange range);

}  // namespace traffic::detail
