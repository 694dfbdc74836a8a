// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace traffic::openapi {

// Returns the references in the text of a documentation page, or of one of its scripts, that may
// lead to the description of an API: `/openapi.json`, `../v3/api-docs`. Each comes once, in order.
std::vector<std::string> document_links(std::string_view page);

// Returns the scripts that may name the description: `swagger-initializer.js`.
std::vector<std::string> script_links(std::string_view page);

// Tells whether the last part of a path looks like the name of a description.
bool looks_like_document(std::string_view path);

}  // namespace traffic::openapi
