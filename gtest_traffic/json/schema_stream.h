// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "gtest_traffic/json/schema_program.h"

namespace traffic {

// Tells whether a schema has no rule that needs a whole object or array at once, such as
// `uniqueItems` or `anyOf`, so that a text can be checked by it while it is read.
bool can_stream(const SchemaProgram& program);

// Checks a text by such a schema while it is read, for a third of what it costs to build the
// document and check that. What this accepts is valid; what it does not accept may be valid all the
// same, and only the document can tell: a text that is not JSON, of more than 1 MiB, nested
// deeper than 64, or one that needs more than 128 schemas within another.
bool stream_accepts(const SchemaProgram& program, std::string_view text);

}  // namespace traffic
