// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/error.h"
#include "gtest_traffic/base/random.h"
#include "gtest_traffic/compare/comparison.h"

namespace traffic::compare {

enum class Side { kBase, kNew };

// Runs one side once; throws away what it printed.
using RunSide = std::function<Expected<RunResult>(Side)>;

// The runs of two sides that were made in turns, block by block, in random order within each, every
// one a process of its own: what drifts slowly hits both sides of a block alike, and what one
// process has by luck counts once.
struct Blocks {
  std::vector<RunResult> base, fresh;

  // Runs blocks more, until there are so many or the time has come; `done` is told of each.
  std::optional<Error> extend(std::size_t count, Time end, const RunSide& run, Random& random,
                              const std::function<void(std::size_t)>& done);
};

// How many blocks `pair` looks at first, and how many it may add: told before anything is measured,
// so that looking twice keeps the declared rate. A share of alpha goes to each look.
struct LookPlan {
  std::size_t first = 0;
  std::size_t extension = 0;
  double alpha_of_each(double alpha) const { return extension == 0 ? alpha : alpha / 2; }
};

// Fits the blocks wanted into a time, from how long one takes.
LookPlan plan_looks(std::size_t blocks, std::size_t extension, Duration block, Duration time);

// Looks once, and where that cannot tell, adds the extension and looks again. What the first look
// found stands.
Expected<Comparisons> compare_in_looks(
    Blocks& blocks, const LookPlan& plan, const CompareOptions& options,
    const std::function<std::optional<Error>(std::size_t)>& extend);

}  // namespace traffic::compare
