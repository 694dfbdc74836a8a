// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace traffic {

// Says where a value stands in its document.
struct NodePath {
  std::string text;    // the normalized path (RFC 9535, section 2.7): `$['items'][2]['sku']`
  std::string member;  // the name of the nearest member that holds it; empty without one
};

// Finds a value of the document by its identity, as every value has one place; searches the whole
// document, without recursion. Empty when the document does not hold it.
NodePath find_node_path(const boost::json::value& root, const boost::json::value& node);

}  // namespace traffic
