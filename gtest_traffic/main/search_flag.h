// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gtest_traffic/journey/settings.h"
#include "gtest_traffic/load/plan.h"

namespace traffic {

// Turns the plan of a load into that of a search for the highest rate: the shape of its lowest
// step, with this warm-up; unless one is given, a fifth of that, 2 s at most; from a second on in
// whole seconds, as windows are.
void plan_search(LoadPlan& plan, std::optional<Duration> warm_up);

// Registers the search as the test `Load.find_max_rate`, whose name is returned.
std::string register_search(LoadPlan plan, RateRange range);

}  // namespace traffic
