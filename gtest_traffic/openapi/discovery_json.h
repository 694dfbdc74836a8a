// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/openapi/discovery.h"

namespace traffic::openapi {

// Returns the result of a discovery as JSON: an object with a member for each application, which
// has its `prefix`, `endpoints`, `operations`, `document` and `problems`.
std::string discovery_json(const Discovery& found);

// Returns a table of the applications, and the problems, for the console.
std::string discovery_table(const Discovery& found);

}  // namespace traffic::openapi
