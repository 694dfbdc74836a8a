// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic {

// Returns a variable of the environment file (--traffic_env). Throws MissingValue where there is
// none of that name, which ends the journey as a failed check. Thread-safe.
const std::string& variable(std::string_view name);

}  // namespace traffic
