// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>

namespace traffic {

// Environment variables by name; given to the parser, so that tests need none of the process's own.
using Environment = std::map<std::string, std::string, std::less<>>;

// Copies the process's environment; no other thread may be changing it meanwhile.
Environment process_environment();

}  // namespace traffic
