// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "gtest_traffic/gate.h"
#include "gtest_traffic/units.h"

namespace traffic {

// A figure to compare with a bound: `p99 < 250ms`, `p95.of("POST /api/payments") < 300ms`,
// `p99.every(10s) < 300ms`, `p99.after(stage("spike"), 5s) < 50ms`. A value type.
template <class Bound>
class Figure {
 public:
  explicit Figure(Metric metric) : metric_(std::move(metric)) {}

  // Restricts the figure to one step or `STEP` block, or else to the iterations of one journey.
  Figure of(std::string step_or_journey) const {
    Metric metric = metric_;
    metric.scope = std::move(step_or_journey);
    return Figure(std::move(metric));
  }

  // Judges each window of that length, at least one second. A shorter remainder at the end belongs
  // to the last window. This and the following two need a gate of the load if they judge a step,
  // and cannot judge a journey.
  Figure every(Duration window) const { return over({When::Kind::kEvery, window, {}}); }

  // Judges the time during a stage.
  Figure during(StageName stage) const {
    return over({When::Kind::kDuring, Duration(0), std::move(stage.name)});
  }

  // Judges recovery. The judged time starts `delay` after the end of a stage. It lasts until the
  // end of the run or the next stage of that name.
  Figure after(StageName stage, Duration delay = Duration(0)) const {
    return over({When::Kind::kAfter, delay, std::move(stage.name)});
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

  // Does not compile. Explains the mistake `p99 < 250`, and the same mistake with `<=`, `>` and
  // `>=`.
  template <class Number>
  requires(std::is_arithmetic_v<Number> &&
           !std::is_convertible_v<Number, Bound>) friend std::strong_ordering
  operator<=>(const Figure&, Number) {
    constexpr bool has_unit = std::is_convertible_v<Number, Bound>;
    static_assert(has_unit,
                  "the bound of a gate has a unit: p99 < 250ms, error_rate < 0.1_percent or "
                  "request_rate > per_second(50)");
    return std::strong_ordering::equal;
  }

 private:
  Figure over(When when) const {
    Metric metric = metric_;
    metric.when = std::move(when);
    return Figure(std::move(metric));
  }

  Gate gate(Comparison comparison, Bound bound) const {
    if constexpr (std::is_same_v<Bound, Duration>) {
      return Gate(metric_, comparison, seconds_of(bound));
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

// Returns the figure of any percentile, 0 to 100.
inline Figure<Duration> percentile(double share) {
  return Figure<Duration>({Metric::Kind::kPercentile, share, {}, {}});
}

inline const Figure<Duration> p50 = percentile(50);
inline const Figure<Duration> p90 = percentile(90);
inline const Figure<Duration> p95 = percentile(95);
inline const Figure<Duration> p99 = percentile(99);
inline const Figure<Duration> p99_9 = percentile(99.9);
inline const Figure<Duration> mean({Metric::Kind::kMean});
inline const Figure<Duration> max_response_time({Metric::Kind::kMax});
inline const Figure<Percent> error_rate({Metric::Kind::kErrorRate});
inline const Figure<Percent> checks(
    {Metric::Kind::kChecks});  // share of requests with a response and no failed check
inline const Figure<Rate> achieved_rate(
    {Metric::Kind::kAchievedRate});  // arrivals started per second
inline const Figure<Rate> request_rate({Metric::Kind::kRequestRate});  // requests per second
inline const Figure<std::uint64_t> errors({Metric::Kind::kErrors});
inline const Figure<std::uint64_t> dropped({Metric::Kind::kDropped});
inline const Figure<std::uint64_t> requests({Metric::Kind::kRequests});

}  // namespace traffic
