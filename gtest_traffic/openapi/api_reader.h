// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/error.h"
#include "gtest_traffic/openapi/documents.h"
#include "gtest_traffic/openapi/operation.h"

namespace traffic::openapi {

// Tells whether a document describes an API: it has `openapi` or `swagger`.
bool describes_api(const Document& document);

// Reads the operations of an API, in OpenAPI 2.0, 3.0, 3.1 or 3.2. Reads other documents that they
// need, but does not follow references in schemas. Returns an error if the root document is not
// such a description. Other mistakes are problems of the API.
Expected<Api> read_api(Documents& documents, const Document& root);

}  // namespace traffic::openapi
