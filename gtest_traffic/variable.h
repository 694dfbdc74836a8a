// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic {

// Returns a variable of the environment file (--traffic_env). Throws MissingValue if there is no
// such variable, which ends the iteration as a failed check. Thread-safe.
const std::string& variable(std::string_view name);

}  // namespace traffic
