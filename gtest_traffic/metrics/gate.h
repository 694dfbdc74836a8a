// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/metrics/metric.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

struct Judged;

// Bounds a figure of a report: a gMock matcher on Report, what `--traffic_expect` parses to, what a
// profile holds. No gate holds on an invalid report. A value; safe to share once made.
class Gate {
 public:
  using is_gtest_matcher = void;

  // The bound is in seconds, per second, a fraction or a count, as the metric is.
  Gate(Metric metric, Comparison comparison, double bound);

  const Metric& metric() const { return metric_; }
  Comparison comparison() const { return comparison_; }
  double bound() const { return bound_; }

  // Judges a report. Fail: the gate would not hold without the generator's lateness either.
  // Invalid: the outcome could be the generator's doing, or samples are too few.
  GateResult judge(const Report& report) const;

  std::string text() const;  // `p99<250ms`, parses back to an equal gate

  bool MatchAndExplain(const Report& report, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

  bool operator==(const Gate&) const = default;

 private:
  GateResult judge_whole(const Report& report) const;
  GateResult judge_windows(const Report& report) const;
  GateResult judge_stage(const Report& report) const;
  std::string mistake_about(const Report& report) const;
  GateResult fail_or_doubt(const Report& report, const std::vector<Judged>& failed,
                           std::string detail, const std::string& rest = {}) const;
  GateResult conclude(Verdict verdict, std::string detail) const;

  Metric metric_;
  Comparison comparison_;
  double bound_;
};

// What a gate's detail begins with when its samples are too few.
inline constexpr std::string_view kNotEnoughData = "not enough data";

// How many samples (requests, or iterations of a journey) a figure needs before it says anything: a
// percentile ten beyond it.
std::uint64_t samples_needed(const Metric& metric);

// Parses `p99<250ms; p95[POST /api/payments]<300ms; error_rate<0.1%; p99 every 10s<300ms;
// p99 after spike+5s<50ms`, separated by `;` or `,`; an empty text holds none. Reports all
// mistakes, each with the nearest right name.
Expected<std::vector<Gate>> parse_gates(std::string_view text);

}  // namespace traffic
