// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace traffic {

using Clock = std::chrono::steady_clock;
using Duration = std::chrono::nanoseconds;
using Time = std::chrono::time_point<Clock, Duration>;

}  // namespace traffic
