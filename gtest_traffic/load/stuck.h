// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/journey/published_position.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Returns the message for a journey that has blocked its worker for `blocked_for`. `backtrace` has
// one line for each function and may be empty.
std::string stuck_message(const UserPosition& position, Duration blocked_for,
                          const std::string& backtrace);

// Returns the failure for a journey that did not end within the grace time.
DistinctFailure stuck_failure(const UserPosition& position, Duration grace,
                              const std::string& backtrace);

}  // namespace traffic::detail
