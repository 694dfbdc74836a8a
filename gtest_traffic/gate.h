// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/metric.h"
#include "gtest_traffic/report.h"

namespace traffic {

namespace detail {
struct Measurement;
}

// Bounds a figure of a report. A gate is a gMock matcher on Report, the parsed form of
// `--traffic_expect`, and part of a profile. An invalid report meets no gate. A value type; safe to
// share between threads after construction.
class Gate {
 public:
  using is_gtest_matcher = void;

  // The bound has the unit of the metric: seconds, per second, a fraction or a count.
  Gate(Metric metric, Comparison comparison, double bound);

  const Metric& metric() const { return metric_; }
  Comparison comparison() const { return comparison_; }
  double bound() const { return bound_; }

  // Judges a report. Fail means that the gate fails even without the lateness of the generator.
  // Invalid means that the generator may have caused the outcome, or that there are too few
  // samples.
  GateResult judge(const Report& report) const;

  std::string text() const;  // `p99<250ms`; parses back to an equal gate

  bool MatchAndExplain(const Report& report, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

  bool operator==(const Gate&) const = default;

 private:
  GateResult judge_whole(const Report& report) const;
  GateResult judge_windows(const Report& report) const;
  GateResult judge_stage(const Report& report) const;
  std::string mistake_about(const Report& report) const;
  GateResult fail_or_invalidate(const Report& report,
                                const std::vector<detail::Measurement>& failed, std::string detail,
                                const std::string& rest = {}) const;
  GateResult conclude(Verdict verdict, std::string detail) const;

  Metric metric_;
  Comparison comparison_;
  double bound_;
};

// Parses gates such as `p99<250ms; p95[POST /api/payments]<300ms; error_rate<0.1%; p99 every
// 10s<300ms; p95[GET /] every 10s<1s; p99 after spike+5s<50ms`. Gates are separated by `;` or `,`;
// an empty text contains none. Reports all mistakes, each with the most similar valid name.
Expected<std::vector<Gate>> parse_gates(std::string_view text);

namespace detail {

// Prefix of the detail of a gate that has too few samples.
inline constexpr std::string_view kNotEnoughData = "not enough data";

// Returns the minimum number of samples for a meaningful figure. Samples are requests or iterations
// of a journey. A percentile needs ten samples beyond it.
std::uint64_t samples_needed(const Metric& metric);

}  // namespace detail
}  // namespace traffic
