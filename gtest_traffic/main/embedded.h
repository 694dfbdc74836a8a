// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/config/target.h"
#include "gtest_traffic/error.h"

namespace traffic::detail {

// With this argument, a suite binary serves its embedded target until its standard input ends.
inline constexpr const char* kServeArgument = "--traffic_serve_embedded";

// Serves the embedded target and prints its URL as the first line. Returns the exit code when the
// standard input ends.
int serve_embedded();

// Starts the target of the suite: in this process for tests, and in a child process for load, so
// that the CPU use of the target is separate from the generator. The target runs until this process
// ends.
Expected<std::string> start_embedded(TargetUse use);

}  // namespace traffic::detail
