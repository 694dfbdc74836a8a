// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/compare/run_result.h"
#include "gtest_traffic/error.h"

namespace traffic::detail::compare {

// Runs a shell command once in a new process and returns its measurements. The result comes from
// $BENCHMARK_OUT, from $TRAFFIC_REPORT_DIR, from the file that replaces `{out}` in the command (or
// that name with `_stats.csv`), or from standard output. Without a result, returns the wall time as
// metric `wall_time` of the benchmark `command`. If the exit code is not 0, or the timeout passes,
// returns an error with the last part of the output. An interrupt ends the command first. Not
// thread-safe.
Expected<RunResult> run_command(const std::string& command, Duration timeout);

}  // namespace traffic::detail::compare
