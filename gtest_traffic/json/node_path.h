// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace traffic::detail {

// Holds the place of a value in its document.
struct NodePath {
  std::string text;    // normalized path (RFC 9535, section 2.7): `$['items'][2]['sku']`
  std::string member;  // name of the innermost enclosing member; may be empty
};

// Finds a value of the document by its address. Searches the whole document without recursion.
// Returns an empty path if the document does not contain the value.
NodePath find_node_path(const boost::json::value& root, const boost::json::value& node);

}  // namespace traffic::detail
