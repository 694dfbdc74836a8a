// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "gtest_traffic/base/clock.h"

namespace traffic {

// Returns how long the head of a response asks the client to stay away (RFC 9110 §10.2.3), given in
// seconds or as a date; zero for a date that has passed, nothing when it does not say.
std::optional<Duration> retry_after(std::string_view response_head, std::chrono::sys_seconds now);

}  // namespace traffic
