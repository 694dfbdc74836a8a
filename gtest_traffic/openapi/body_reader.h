// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/openapi/scope.h"

namespace traffic::openapi {

// Reads a map of media types.
std::vector<MediaType> read_content(const Scope& scope, const Place& map);

// Reads `requestBody`.
std::optional<RequestBody> read_request_body(const Scope& scope, const Place& place);

// Reads `responses`. In OpenAPI 2.0, each response has the media types in `produces`.
std::vector<Response> read_responses(const Scope& scope, const Place& map,
                                     const std::vector<std::string>& produces);

}  // namespace traffic::openapi
