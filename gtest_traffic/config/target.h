// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "gtest_traffic/error.h"
#include "gtest_traffic/http/url.h"

namespace traffic::detail {

// States the use of a target. Tests share the process with an embedded target; load must not.
enum class TargetUse : std::uint8_t { kTest, kLoad };

// Sets the function that starts the embedded target of this program and returns its base URL. It is
// called at most once per use.
void set_embedded_target(std::function<Expected<std::string>(TargetUse)> start);

// Returns the target: --traffic_base_url or the embedded target, which the first call starts.
Expected<BaseUrl> find_target(TargetUse use);

}  // namespace traffic::detail
