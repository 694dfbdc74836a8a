// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Renders a report for people: a row per step, totals, lateness, journeys, gates, distinct
// failures, the generator's health and the verdict with its cause. Lines of the table have at most
// 120 cells.
std::string final_table(const Report& report);

}  // namespace traffic::detail
