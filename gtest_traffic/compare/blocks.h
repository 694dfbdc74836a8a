// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/compare/comparison.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/random.h"

namespace traffic::detail::compare {

enum class Side { kBase, kNew };

// Runs one side once and discards its output.
using RunSide = std::function<Expected<RunResult>(Side)>;

// Holds the runs of two sides, made in blocks of one run each. The order within a block is random,
// and each run is its own process. Slow drift then affects both sides of a block equally, and
// random effects of one process count once.
struct Blocks {
  std::vector<RunResult> base, fresh;

  // Runs more blocks until there are `count` or `end` has passed. Calls `done` with the number of
  // blocks after each one.
  std::optional<Error> extend(std::size_t count, Time end, const RunSide& run, Random& random,
                              const std::function<void(std::size_t)>& done);
};

// Holds the number of blocks before `pair` evaluates the results, and the number of blocks that it
// can add for a second evaluation. Both numbers are fixed before the first measurement, and each
// evaluation gets a share of alpha. The second evaluation therefore does not increase the rate of
// false alarms.
struct LookPlan {
  std::size_t first = 0;
  std::size_t extension = 0;
  double alpha_of_each(double alpha) const { return extension == 0 ? alpha : alpha / 2; }
};

// Returns the numbers of blocks that fit into `time`, if one block takes `block`.
LookPlan plan_looks(std::size_t blocks, std::size_t extension, Duration block, Duration time);

// Compares once. If a row is undecided, adds the extension and compares again. Keeps the changes
// that the first comparison found.
Expected<Comparisons> compare_in_looks(
    Blocks& blocks, const LookPlan& plan, const CompareOptions& options,
    const std::function<std::optional<Error>(std::size_t)>& extend);

}  // namespace traffic::detail::compare
