// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/compare/history_run.h"
#include "gtest_traffic/error.h"

namespace traffic::detail::compare {

// Parses the runs in the data of github-action-benchmark (data.js or its JSON), or one file in
// Bencher's metric format. Bencher's format has no time and commit, so `now` provides them. The
// data of github-action-benchmark has no metric names, except in exports of this library. Without a
// name, times per run become real_time, and other values become `value`, or `value_per_second` if
// larger is better. The tool and the unit decide which values are better. Several values of one
// benchmark in an entry become their median. Times of zero are left out.
Expected<std::vector<HistoryRun>> import_runs(std::string_view text, const HistoryRun& now);

// Returns runs as the data.js of github-action-benchmark, which its page displays, and one run in
// Bencher's metric format.
std::string to_action_benchmark(std::span<const HistoryRun> runs);
std::string to_bencher(const HistoryRun& run);

}  // namespace traffic::detail::compare
