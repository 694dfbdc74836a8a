// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/openapi/operation.h"

namespace traffic::openapi {

// Tells where a description was found.
struct FoundAt {
  std::string url = {};     // of the document; empty for a file
  std::string prefix = {};  // the path of the document without `/openapi.json`: "" or "/docman"
  std::string base = {};    // path of the base URL: "" or "/gateway"
};

// Returns the paths that may stand before the templates of an API, such as "" and "/docman", the
// most probable first. The servers of the API decide, or else the prefix of the document. Each part
// is used once, even if the base URL, a server and the templates repeat it (root_path of FastAPI).
// A server that really repeats a part comes as a second path.
std::vector<std::string> base_paths(const Api& api, const FoundAt& found);

// Returns the part of the path of a document's URL before its well-known end.
std::string prefix_of(std::string_view url);

}  // namespace traffic::openapi
