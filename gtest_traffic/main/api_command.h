// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// Does what --traffic_check and --traffic_discover ask for, on the target of the settings. Returns
// the exit code if the process must end then, which is not so if a check passed and a load follows.
// Adds mistakes in the settings, and sends nothing then.
std::optional<int> run_api_command(std::vector<Error>& errors);

}  // namespace traffic::detail
