// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>

namespace traffic {

struct Measure {
  std::size_t values = 0;  // how many values it has, itself included
  bool deeper =
      false;  // arrays and objects nest deeper than asked; `values` counts only down to there
};

// Measures a value without recursion, for those who recurse into it.
Measure measure(const boost::json::value& value, std::size_t max_depth);

}  // namespace traffic
