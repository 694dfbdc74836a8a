// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/plan/plan_mistakes.h"

namespace traffic::detail {

// Returns every mistake in a plan. Does not look at the target, and sends nothing. The warm-up and
// the gates are checked only against a valid shape.
std::vector<PlanMistake> validate(const LoadPlan& plan);

}  // namespace traffic::detail
