// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Returns a run of one hour with over a million requests, 40 steps, a spike and failures.
Report large_report();

// Returns a run in which every text tries to break out of the page.
Report hostile_report();

}  // namespace traffic::detail
