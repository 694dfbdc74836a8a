// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "gtest_traffic/compare/blocks.h"

namespace traffic::compare {

// What blocks of one command against itself tell of a metric's noise.
struct NoiseStudy {
  MetricName name;
  double between_runs = 0;   // robust deviation of one run, relative
  double within_blocks = 0;  // robust deviation of a block's ratio, relative
  double false_alarms = 0;   // share of relabelled comparisons that found a change
  struct Reach {
    std::size_t blocks = 0;
    double change = 0;  // found in 80 % of comparisons of so many blocks; infinite when none is
  };
  std::vector<Reach> reach;
};

// Studies each metric whose values are all above zero; relabels and resamples with fixed seeds.
std::vector<NoiseStudy> study_noise(const Blocks& blocks, const CompareOptions& options);

}  // namespace traffic::compare
