// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/base/units.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

enum class Comparison : std::uint8_t { kLess, kLessEqual, kGreater, kGreaterEqual };

// Names a figure of a report.
struct Metric {
  enum class Kind : std::uint8_t {
    kPercentile, kMean, kMax, kErrorRate, kErrors, kAchievedRate, kRequestRate, kDropped, kRequests
  };
  Kind kind;
  double percentile = 0;  // for kPercentile, 0 to 100
  std::string scope;      // a step's name; empty for all steps
};

// Bounds a figure of a report: a gMock matcher on Report, what `--traffic_expect` parses to, what a profile
// holds. An invalid report fails every gate, with the cause. A value; safe to share once made.
class Gate {
 public:
  using is_gtest_matcher = void;

  Gate(Metric metric, Comparison comparison, double bound);  // seconds, per second, fraction, or a count

  // Judges a report. Invalid means that the outcome could be the generator's doing, or too few samples.
  GateResult judge(const Report& report) const;

  std::string text() const;  // `p99<250ms`, parses back to an equal gate

  bool MatchAndExplain(const Report& report, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

 private:
  Metric metric_;
  Comparison comparison_;
  double bound_;
};

// A figure that waits for its bound: `p99 < 250ms`, `p95.of("POST /api/payments") < 300ms`.
template <class Bound>
class Figure {
 public:
  explicit Figure(Metric metric) : metric_(std::move(metric)) {}
  Figure of(std::string step) const;

  friend Gate operator<(const Figure& figure, Bound bound) { return figure.gate(Comparison::kLess, bound); }
  friend Gate operator<=(const Figure& figure, Bound bound) { return figure.gate(Comparison::kLessEqual, bound); }
  friend Gate operator>(const Figure& figure, Bound bound) { return figure.gate(Comparison::kGreater, bound); }
  friend Gate operator>=(const Figure& figure, Bound bound) { return figure.gate(Comparison::kGreaterEqual, bound); }

 private:
  Gate gate(Comparison comparison, Bound bound) const;
  Metric metric_;
};

Figure<Duration> percentile(double percentile);  // 0 to 100
extern const Figure<Duration> p50, p90, p95, p99, p99_9, mean, max_response_time;
extern const Figure<Percent> error_rate;
extern const Figure<Rate> achieved_rate;   // arrivals started per second
extern const Figure<Rate> request_rate;    // requests per second
extern const Figure<std::uint64_t> errors, dropped, requests;

// Parses `p99<250ms; p95[POST /api/payments]<300ms; error_rate<0.1%; achieved_rate>=49/s`. Reports all mistakes,
// each with the nearest right name.
Expected<std::vector<Gate>> parse_gates(std::string_view text);

}  // namespace traffic
