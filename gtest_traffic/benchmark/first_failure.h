// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Returns the location and text of the first failed check, the number of failed checks, and how
// many have the same cause. Returns an empty text if all checks passed. The text is the error of a
// benchmark. A benchmark with an error has no counters.
std::string first_failure(const Report& report);

}  // namespace traffic::detail
