// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gtest_traffic/json/schema_program.h"

namespace traffic::detail {

// Returns the compiled schemas that can be reached from one, itself included, each once.
std::vector<const SchemaNode*> reachable_schemas(const SchemaNode& root);

}  // namespace traffic::detail
