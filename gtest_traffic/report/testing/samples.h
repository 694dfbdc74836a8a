// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// An open-model run that failed a gate; every member of the report holds something.
Report failed_report();

// A closed-model run that passed without gates.
Report passed_report();

// The run of seed 001's statistics block, 45.2 s into a minute.
LiveView shop_view();

}  // namespace traffic
