// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gtest_traffic/openapi/scope.h"

namespace traffic::openapi {

// Returns the URLs of a list of servers, with the default of each variable.
std::vector<std::string> read_servers(const Scope& scope, const Place& list);

// Returns the URLs of an API in OpenAPI 2.0, from its `schemes`, `host` and `basePath`.
std::vector<std::string> read_host(const Scope& scope, const Place& root);

}  // namespace traffic::openapi
