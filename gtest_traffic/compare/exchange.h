// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/compare/history_run.h"

namespace traffic::compare {

// Reads the runs of github-action-benchmark's data (data.js or its JSON) or of one file in
// Bencher's metric format, which knows no time and commit: they are taken from `now`.
// github-action-benchmark names no metrics: times become real_time, custom values `value`, or
// `value_per_second` where bigger is better, unless our export wrote the metric's name beside.
Expected<std::vector<HistoryRun>> import_runs(std::string_view text, const HistoryRun& now);

// Write runs as github-action-benchmark's data.js, which its page shows, and one as Bencher's
// metric format.
std::string to_action_benchmark(std::span<const HistoryRun> runs);
std::string to_bencher(const HistoryRun& run);

}  // namespace traffic::compare
