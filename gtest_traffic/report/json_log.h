// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/timestamp.h"
#include "gtest_traffic/metrics/capacity.h"
#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Each function returns one event as one line of JSON with its line end, for `--traffic_log=json`.
// Members every line has: `time` (RFC 3339, UTC, milliseconds), `level`, `event`. Whatever the
// bytes of the strings, the line is valid UTF-8; secrets must have been redacted before. Pure and
// thread-safe.

// info, `run-started`
std::string log_run_started(WallTime time, std::string_view name, std::string_view target,
                            const std::vector<std::pair<std::string, std::string>>& configuration);

// info, `statistics`
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
  std::string_view trace;  // id of the trace; left out when empty
  std::string_view error;  // first line of what went wrong; left out when empty
};

// debug, `request`
std::string log_request(WallTime time, const RequestLog& request);

// How a test ended, a journey walked once among them; flaky when it passed only when tried again.
enum class TestResult : std::uint8_t { kPassed, kFailed, kSkipped, kFlaky };

// `test`: error when it failed, warning when it was flaky, else info
std::string log_test(WallTime time, std::string_view name, TestResult result, Duration took);

// error, `failure`
std::string log_failure(WallTime time, const DistinctFailure& failure);

// info, `capacity-step`: one load of a search for the highest rate
std::string log_capacity_step(WallTime time, const CapacityStep& step);

// info, `capacity`: what the search found
std::string log_capacity(WallTime time, const Capacity& capacity);

// `run-finished`: info when the verdict is pass, else error
std::string log_run_finished(WallTime time, const Report& report);

}  // namespace traffic
