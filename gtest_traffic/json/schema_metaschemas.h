// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace traffic::detail {

// Returns the published meta-schema with this URI, without its fragment. Knows draft 4, draft 7 and
// 2020-12 with its vocabularies. Returns an empty view for other URIs.
std::string_view metaschema_text(std::string_view uri);

}  // namespace traffic::detail
