// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Returns an open-model run that failed a gate. Every member of the report has a value.
Report failed_report();

// Returns a closed-model run that passed without gates.
Report passed_report();

// Returns a step with requests that took `average` on average.
StepRow live_step(const char* name, std::uint64_t requests, std::uint64_t errors, Duration average);

// Returns the state of a one-minute run after 45.2 s.
LiveView shop_view();

}  // namespace traffic::detail
