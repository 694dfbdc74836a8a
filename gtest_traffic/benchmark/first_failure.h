// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Says where the first failed check stands and what it said, how many failed, and how many of them
// were such; empty when all passed. It is the error of a benchmark, which has no counters then.
std::string first_failure(const Report& report);

}  // namespace traffic
