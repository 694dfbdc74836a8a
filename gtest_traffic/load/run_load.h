// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Runs a prepared plan and returns the report with its verdict. Does not use GoogleTest.
Report run_load(const LoadPlan& plan);

// Runs a plan in a test. Also reports each distinct failed check once, and the cause of an invalid
// run.
Report run_load_in_test(const LoadPlan& plan);

// The same for a plan that code at `location` made. Throws std::invalid_argument if it is invalid.
Report run_load_in_test(const Expected<LoadPlan>& plan, Location location);

}  // namespace traffic::detail
