// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "gtest_traffic/json/schema_program.h"

namespace traffic::detail {

// Tells whether a text can be checked while it is parsed, by a schema with these parts. Rules such
// as `uniqueItems` or `anyOf` need a whole object or array.
bool can_stream(const std::vector<const SchemaNode*>& parts);

// Checks a text by such a schema while it is parsed, at a third of the cost of building and
// checking the document. An accepted text is valid. A rejected text can still be valid, and only
// the document can decide. Rejects texts that are not JSON, exceed 1 MiB, nest deeper than 64, or
// need more than 128 nested schemas.
bool stream_accepts(const SchemaProgram& program, std::string_view text);

}  // namespace traffic::detail
