// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "gtest_traffic/compare/blocks.h"

namespace traffic::detail::compare {

// Describes the noise of a metric, estimated from blocks of one command against itself.
struct NoiseStudy {
  MetricName name;
  double between_runs = 0;   // relative robust deviation of one run
  double within_blocks = 0;  // relative robust deviation of a block's ratio
  double false_alarms = 0;   // share of relabeled comparisons with a change
  struct Reach {
    std::size_t blocks = 0;
    double change = 0;  // found in 80 % of comparisons; infinite if none
  };
  std::vector<Reach> reach;
};

// Studies each metric whose values are all above zero. Relabels and resamples with fixed seeds.
std::vector<NoiseStudy> study_noise(const Blocks& blocks, const CompareOptions& options);

}  // namespace traffic::detail::compare
