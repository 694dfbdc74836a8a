// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Returns the place and the text of the first failed check, and the number of failures. Returns an
// empty text if all checks passed. A benchmark reports this text as its error, instead of counters.
std::string first_failure(const Report& report);

}  // namespace traffic
