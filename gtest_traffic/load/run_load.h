// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/location.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Runs a prepared plan and returns the report with its verdict. Does not use GoogleTest.
Report run_load(const LoadPlan& plan);

// Runs a plan in a test. Also reports each distinct failed check once at its line, and failed gates
// and the cause of an invalid run at `location`.
Report run_load_in_test(const LoadPlan& plan, Location location);

// The same for a plan that can be invalid. Throws std::invalid_argument if it is.
Report run_load_in_test(const Expected<LoadPlan>& plan, Location location);

}  // namespace traffic::detail
