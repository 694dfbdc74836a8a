// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

namespace traffic::detail::compare {

// Holds a shift between two samples, in their unit, with its confidence interval.
struct Estimate {
  double shift = 0;
  double low = -std::numeric_limits<double>::infinity();  // unbounded if there is too little data
  double high = std::numeric_limits<double>::infinity();
  double p = 1;  // two-sided p value under the hypothesis of no shift
};

}  // namespace traffic::detail::compare
