// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/error.h"

namespace traffic::openapi {

// Decides which documents the description of an API may refer to: files in the folder of its root
// document and below, and URLs of the root's origin and of the allowed origins.
struct ReferenceRule {
  std::string root;                               // URI of the root document
  std::vector<std::string> allowed_origins = {};  // `https://schemas.example.com`

  // Returns why a document must not refer to a URI, or `std::nullopt`.
  std::optional<Error> refuse(const std::string& from, const std::string& to) const;
};

}  // namespace traffic::openapi
