// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/http/url.h"

namespace traffic {

// Tells for what a target is wanted: tests share the process with an embedded one, load must not.
enum class TargetUse : std::uint8_t { kTest, kLoad };

// Says how to start this program's embedded target; returns its base URL. Called at most once per
// use.
void set_embedded_target(std::function<Expected<std::string>(TargetUse)> start);

// Returns the target to talk to: --traffic_base_url, or else the embedded one, started at the first
// call.
Expected<BaseUrl> find_target(TargetUse use);

}  // namespace traffic
