// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/plan/plan_mistakes.h"

namespace traffic::detail {

// Adds the mistakes in the scenarios of a run: wrong names or a wrong order, invalid loads, and
// settings that only the whole run may have.
void validate_scenarios(const LoadPlan& whole, PlanMistakes& found);

}  // namespace traffic::detail
