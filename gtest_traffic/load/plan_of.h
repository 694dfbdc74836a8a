// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/error.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic {
class Load;
class Scenarios;
}  // namespace traffic

namespace traffic::detail {

// Returns the plan of a load as it was described. It may have mistakes, and it has no target.
LoadPlan draft_of(const Load& load);
LoadPlan draft_of(const Scenarios& scenarios);

// Returns a plan that can run, or every mistake in it. Sends nothing.
Expected<LoadPlan> plan_of(const Load& load);
Expected<LoadPlan> plan_of(const Scenarios& scenarios);

}  // namespace traffic::detail
