// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

namespace traffic::compare {

// A shift between two samples, in their unit, with the interval that its test does not refute.
struct Estimate {
  double shift = 0;
  double low = -std::numeric_limits<double>::infinity();  // unbounded where too little is known
  double high = std::numeric_limits<double>::infinity();
  double p = 1;  // two-sided: how often no shift at all would look as large
};

}  // namespace traffic::compare
