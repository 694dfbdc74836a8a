// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "gtest_traffic/clock.h"

namespace traffic {

enum class Comparison : std::uint8_t { kLess, kLessEqual, kGreater, kGreaterEqual };

// Names a stage of a shape, like `named("spike", …)` in the shape.
struct StageName {
  std::string name = {};
};
inline StageName stage(std::string name) { return {std::move(name)}; }

// Selects the part of the measured time that a figure covers. A part consists of rows of the
// series. Its latencies are accurate to 1.6 %, and its start and end are accurate to one row.
struct When {
  enum class Kind : std::uint8_t {
    kWhole,
    kEvery,   // each consecutive window of `duration`
    kDuring,  // during `stage`; all stages of that name together
    kAfter,   // from `duration` after `stage` to its next start or the end of the run
  };
  Kind kind = Kind::kWhole;
  Duration duration{0};
  std::string stage = {};

  bool operator==(const When&) const = default;
};

// Names a figure of a report.
struct Metric {
  enum class Kind : std::uint8_t {
    kPercentile,
    kMean,
    kMax,
    kErrorRate,
    kChecks,
    kErrors,
    kAchievedRate,
    kRequestRate,
    kDropped,
    kRequests
  };
  Kind kind = Kind::kPercentile;
  double percentile = 0;   // for kPercentile, 0 to 100
  std::string scope = {};  // name of a step or journey; empty for all steps
  When when = {};

  bool operator==(const Metric&) const = default;
};

namespace detail {

std::string_view symbol(Comparison comparison);  // `<=`
bool holds(double value, Comparison comparison, double bound);
inline bool is_upper_bound(Comparison comparison) {
  return comparison == Comparison::kLess || comparison == Comparison::kLessEqual;
}
bool is_latency(Metric::Kind kind);
std::string name_of(const Metric& metric);  // `p99`
std::string text_of(const Metric& metric);  // `p99 every 10s`, `p95[POST /api/orders]`
std::string mistake_in(
    const Metric& metric);             // why no report can have the figure; empty if a report can
std::string exact(Duration duration);  // `250ms`; parses back to the same duration

// Formats a value in the unit of the metric: seconds, per second, a fraction or a count.
std::string exact(Metric::Kind kind, double value);  // parses back to the same number

std::string shown(Metric::Kind kind, double value, int digits = 3);  // `250 ms`

}  // namespace detail
}  // namespace traffic
