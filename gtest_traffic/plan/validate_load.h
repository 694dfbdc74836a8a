// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/plan/plan_mistakes.h"

namespace traffic::detail {

// Adds the mistakes of one load: all except those in its warm-up and its gates, which belong to the
// whole run.
void validate_load(const LoadPlan& plan, PlanMistakes& found);

}  // namespace traffic::detail
