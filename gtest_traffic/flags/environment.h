// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>

namespace traffic::detail {

// Environment variables by name. The parser takes them as an argument, so tests do not depend on
// the variables of the process.
using Environment = std::map<std::string, std::string, std::less<>>;

// Copies the environment of the process. No other thread may change it at the same time.
Environment process_environment();

}  // namespace traffic::detail
