// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace traffic {

// Returns the text of a published meta-schema of draft 4, draft 7 or 2020-12 (with its
// vocabularies) by its URI without a fragment; nothing for any other URI.
std::string_view metaschema_text(std::string_view uri);

}  // namespace traffic
