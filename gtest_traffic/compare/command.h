// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/error.h"
#include "gtest_traffic/compare/run_result.h"

namespace traffic::compare {

// Runs a shell command once, in a process of its own, and returns what it measured: the result it
// left in $BENCHMARK_OUT, in $TRAFFIC_REPORT_DIR, in the file whose name stands for `{out}` in its
// text (or that name with `_stats.csv`), or on its standard output; else its wall time as metric
// `wall_time` of the benchmark `command`. One that ends with another code than 0, or not within the
// timeout, is an error with the end of what it said. An interrupt ends the command first. Not for
// several threads at once.
Expected<RunResult> run_command(const std::string& command, Duration timeout);

}  // namespace traffic::compare
