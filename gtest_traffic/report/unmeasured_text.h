// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Formats the requests outside of the measured window: `245 in the warm-up (2 errors), 6 after the
// end`. Returns an empty string if there are none.
std::string unmeasured_text(const Report& report);

}  // namespace traffic::detail
