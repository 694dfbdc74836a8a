// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/base/units.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

enum class Comparison : std::uint8_t { kLess, kLessEqual, kGreater, kGreaterEqual };

// Names a figure of a report.
struct Metric {
  enum class Kind : std::uint8_t {
    kPercentile,
    kMean,
    kMax,
    kErrorRate,
    kErrors,
    kAchievedRate,
    kRequestRate,
    kDropped,
    kRequests
  };
  Kind kind = Kind::kPercentile;
  double percentile = 0;   // for kPercentile, 0 to 100
  std::string scope = {};  // a step's name; empty for all steps

  bool operator==(const Metric&) const = default;
};

// Bounds a figure of a report: a gMock matcher on Report, what `--traffic_expect` parses to, what a
// profile holds. An invalid report fails every gate, with the cause. A value; safe to share once
// made.
class Gate {
 public:
  using is_gtest_matcher = void;

  // The bound is in seconds, per second, a fraction or a count, as the metric is.
  Gate(Metric metric, Comparison comparison, double bound);

  const Metric& metric() const { return metric_; }
  Comparison comparison() const { return comparison_; }

  // Judges a report. Invalid: the outcome could be the generator's doing, or samples are too few.
  GateResult judge(const Report& report) const;

  std::string text() const;  // `p99<250ms`, parses back to an equal gate

  bool MatchAndExplain(const Report& report, std::ostream* out) const;
  void DescribeTo(std::ostream* out) const;
  void DescribeNegationTo(std::ostream* out) const;

  bool operator==(const Gate&) const = default;

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

  // Narrows the figure to one step.
  Figure of(std::string step) const {
    return Figure({metric_.kind, metric_.percentile, std::move(step)});
  }

  friend Gate operator<(const Figure& figure, Bound bound) {
    return figure.gate(Comparison::kLess, bound);
  }
  friend Gate operator<=(const Figure& figure, Bound bound) {
    return figure.gate(Comparison::kLessEqual, bound);
  }
  friend Gate operator>(const Figure& figure, Bound bound) {
    return figure.gate(Comparison::kGreater, bound);
  }
  friend Gate operator>=(const Figure& figure, Bound bound) {
    return figure.gate(Comparison::kGreaterEqual, bound);
  }

 private:
  Gate gate(Comparison comparison, Bound bound) const {
    if constexpr (std::is_same_v<Bound, Duration>) {
      return Gate(metric_, comparison, std::chrono::duration<double>(bound).count());
    } else if constexpr (std::is_same_v<Bound, Percent>) {
      return Gate(metric_, comparison, bound.fraction());
    } else if constexpr (std::is_same_v<Bound, Rate>) {
      return Gate(metric_, comparison, bound.per_second());
    } else {
      return Gate(metric_, comparison, static_cast<double>(bound));
    }
  }

  Metric metric_;
};

// The figure of any percentile, 0 to 100.
inline Figure<Duration> percentile(double share) {
  return Figure<Duration>({Metric::Kind::kPercentile, share, {}});
}

inline const Figure<Duration> p50 = percentile(50);
inline const Figure<Duration> p90 = percentile(90);
inline const Figure<Duration> p95 = percentile(95);
inline const Figure<Duration> p99 = percentile(99);
inline const Figure<Duration> p99_9 = percentile(99.9);
inline const Figure<Duration> mean({Metric::Kind::kMean});
inline const Figure<Duration> max_response_time({Metric::Kind::kMax});
inline const Figure<Percent> error_rate({Metric::Kind::kErrorRate});
inline const Figure<Rate> achieved_rate(
    {Metric::Kind::kAchievedRate});  // arrivals started per second
inline const Figure<Rate> request_rate({Metric::Kind::kRequestRate});  // requests per second
inline const Figure<std::uint64_t> errors({Metric::Kind::kErrors});
inline const Figure<std::uint64_t> dropped({Metric::Kind::kDropped});
inline const Figure<std::uint64_t> requests({Metric::Kind::kRequests});

// Parses `p99<250ms; p95[POST /api/payments]<300ms; error_rate<0.1%; achieved_rate>=49/s`,
// separated by `;` or
// `,`; an empty text holds none. Reports all mistakes, each with the nearest right name.
Expected<std::vector<Gate>> parse_gates(std::string_view text);

}  // namespace traffic
