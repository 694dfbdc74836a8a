// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/plan/plan_mistakes.h"

namespace traffic::detail {

// Adds the mistakes in the scenarios of a run: in their names and their order, in each load, and
// settings of a load that belong to the whole run.
void validate_scenarios(const LoadPlan& whole, PlanMistakes& found);

}  // namespace traffic::detail
