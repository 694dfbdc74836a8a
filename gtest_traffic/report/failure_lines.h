// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Lists the distinct failures, the most frequent first. Each has two lines: its count and its
// headline, then the line of the check and the cause. Lists at most `limit` failures; a last line
// counts the others. Only the headline may exceed `columns`.
std::vector<std::string> failure_lines(const Report& report, std::size_t limit,
                                       std::size_t columns);

}  // namespace traffic::detail
