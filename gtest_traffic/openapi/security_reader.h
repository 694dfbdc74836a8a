// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gtest_traffic/openapi/scope.h"

namespace traffic::openapi {

// Reads `components.securitySchemes`, or `securityDefinitions` of OpenAPI 2.0.
std::vector<SecurityScheme> read_security_schemes(const Scope& scope, const Place& map);

// Reads a list of security requirements. Reports schemes that the API does not define.
std::vector<SecurityChoice> read_security(const Scope& scope, const Place& list);

}  // namespace traffic::openapi
