// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Lists the distinct failures, the most frequent first: two lines each, how often, where and by
// which cause, then the check's text in one line. At most `limit` failures; a last line tells how
// many more there are.
std::vector<std::string> failure_lines(const Report& report, std::size_t limit,
                                       std::size_t columns);

}  // namespace traffic::detail
