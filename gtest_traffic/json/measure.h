// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>

namespace traffic::detail {

struct Measure {
  std::size_t values = 0;  // number of values, including the value itself
  bool deeper = false;  // nesting exceeds `max_depth`; `values` then counts only down to that depth
};

// Measures a value without recursion, for callers that recurse into it.
Measure measure(const boost::json::value& value, std::size_t max_depth);

}  // namespace traffic::detail
