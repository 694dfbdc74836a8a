// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "gtest_traffic/config/settings.h"

namespace traffic::detail {

// Prints a text that is not about one run: `error: …`, `warning: …` or `note: …` on the standard
// error. With --traffic_log=json, prints an event of the log instead, unless its level is too low.
// Hides secrets.
void print_message(LogLevel level, std::string_view text);

}  // namespace traffic::detail
