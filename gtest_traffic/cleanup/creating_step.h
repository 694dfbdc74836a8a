// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string_view>
#include <vector>

#include "gtest_traffic/clean_up_rule.h"

namespace traffic::detail {

// Tells whether the requests of a step may create resources.
struct CreatingStep {
  std::vector<CleanUpRule> rules = {};  // of this step
  // The step has a rule, or `created` was called for one of its responses.
  std::atomic<bool> creates = false;

  // Returns the path of the created resource if the request itself tells it, or an empty text.
  // `target` is the path of the request.
  std::string path_without_response(std::string_view target) const;
};

// Returns the data of the step with this name. They remain valid until the process ends. Call it
// only after all rules are registered. Thread-safe.
CreatingStep& creating_step(std::string_view name);

}  // namespace traffic::detail
