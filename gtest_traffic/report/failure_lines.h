// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Returns two lines for each distinct failure, the most frequent first: its count and its place,
// then the text of the check. Lists at most `limit` failures. If there are more, a last line states
// the number of the others.
std::vector<std::string> failure_lines(const Report& report, std::size_t limit,
                                       std::size_t columns);

}  // namespace traffic
