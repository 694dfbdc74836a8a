// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// Returns the delay in the `Retry-After` field of a response (RFC 9110, section 10.2.3), given in
// seconds or as a date. Returns zero for a date in the past, and `std::nullopt` without a valid
// field.
std::optional<Duration> retry_after(std::string_view response_head, std::chrono::sys_seconds now);

}  // namespace traffic::detail
