// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Returns a report's verdict in words, with its cause: `invalid, because the event loop lagged by
// 40 ms`.
std::string verdict_text(const Report& report);

}  // namespace traffic::detail
