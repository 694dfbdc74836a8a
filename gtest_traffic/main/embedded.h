// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/journey/target.h"

namespace traffic {

// The argument that makes a suite binary serve its embedded target until its standard input ends.
inline constexpr const char* kServeArgument = "--traffic_serve_embedded";

// Serves, prints the URL as the first line, and returns when standard input ends; the exit code.
int serve_embedded();

// Starts the suite's target: for tests in this process, for load in one of its own, so that it does
// not eat the generator's CPU unseen. It lives as long as this process.
Expected<std::string> start_embedded(TargetUse use);

}  // namespace traffic
