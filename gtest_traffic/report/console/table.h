// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Renders a report for people: a row per step, totals, lateness, journeys, gates, distinct
// failures, the generator's health and the verdict with its cause. The table omits columns that do
// not fit into `columns` cells.
std::string final_table(const Report& report, std::size_t columns = 120);

// Renders the same without the rows of the steps.
std::string summary_below_table(const Report& report, std::size_t columns = 120);

}  // namespace traffic::detail
