// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string_view>

namespace traffic::detail {

// Returns the scalar at a JSON Pointer (RFC 6901) without building the document. Reads the whole
// text once and keeps only that value, at a third of the cost of parsing. Allocates only for a
// string. Returns `std::nullopt` in cases that need the document: invalid JSON, no such value, an
// array or object, or a string or key with escapes.
std::optional<boost::json::value> peek_scalar(std::string_view text, std::string_view pointer,
                                              boost::json::storage_ptr storage);

}  // namespace traffic::detail
