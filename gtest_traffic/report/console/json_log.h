// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/capacity.h"
#include "gtest_traffic/clock.h"
#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/report.h"
#include "gtest_traffic/timestamp.h"

namespace traffic::detail {

// Each function returns one event as one line of JSON with a line end, for `--traffic_log=json`.
// Every line has the members `time` (RFC 3339, UTC, milliseconds), `level` and `event`. Each line
// is valid UTF-8 for any input. The caller must redact secrets beforehand. All functions are pure
// and thread-safe.

// Returns the event `run-started` at level info.
std::string log_run_started(WallTime time, std::string_view name, std::string_view target,
                            const std::vector<std::pair<std::string, std::string>>& configuration);

// Returns the event `statistics` at level info.
std::string log_statistics(WallTime time, const LiveView& view);

// One request with its checks.
struct RequestLog {
  std::string_view journey;
  std::string_view step;
  std::string_view method;
  std::string_view url;  // the template: `/api/orders/{}`
  int status = 0;        // 0: no response
  Duration duration{0};
  int attempts = 1;
  std::string_view trace;  // id of the trace; omitted if empty
  std::string_view error;  // first line of the error; omitted if empty
};

// Returns the event `request` at level debug.
std::string log_request(WallTime time, const RequestLog& request);

// The result of a test. The test of a journey runs one iteration. kFlaky means that the test passed
// only in a repeated attempt.
enum class TestResult : std::uint8_t { kPassed, kFailed, kSkipped, kFlaky };

// Returns the event `test` at level error for a failed test, warning for a flaky test and info
// otherwise.
std::string log_test(WallTime time, std::string_view name, TestResult result, Duration took);

// Returns the event `message` at this level, for a text of the process that is not about one run.
std::string log_message(WallTime time, std::string_view level, std::string_view text);

// Returns the event `failure` at level error.
std::string log_failure(WallTime time, const DistinctFailure& failure);

// Returns the event `capacity-step` at level info, for one load in a search for the highest rate.
std::string log_capacity_step(WallTime time, const CapacityStep& step);

// Returns the event `capacity` at level info, with the result of the search.
std::string log_capacity(WallTime time, const Capacity& capacity);

// Returns the event `run-finished` at level info if the verdict is pass, otherwise at level error.
std::string log_run_finished(WallTime time, const Report& report);

}  // namespace traffic::detail
