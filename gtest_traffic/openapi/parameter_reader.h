// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "gtest_traffic/openapi/scope.h"

namespace traffic::openapi {

// Holds the parameters of an operation, and the body that OpenAPI 2.0 describes as parameters.
struct ParameterLists {
  std::vector<Parameter> parameters = {};
  std::vector<Parameter> form = {};  // `in: formData`
  Place body = {};                   // `in: body`
};

// Adds the parameters of a list. A parameter replaces an earlier one of the same name and place.
void read_parameters(const Scope& scope, const Place& list, ParameterLists& lists);

// Reports parameters of the path that are not in its template, and the reverse.
void check_path(const Scope& scope, const Operation& operation);

}  // namespace traffic::openapi
