// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/gate.h"

#include <fmt/format.h>

#include <cmath>
#include <ostream>

#include "gtest_traffic/base/text.h"

namespace traffic {
namespace {

using namespace std::chrono_literals;
using Kind = Metric::Kind;

// A loop that comes this late to its work can be why a response looks slow.
constexpr Duration kSuspiciousLag = 10ms;

// So many samples must lie beyond a percentile before it is more than an anecdote.
constexpr double kSamplesBeyond = 10;

std::string_view symbol(Comparison comparison) {
  switch (comparison) {
    case Comparison::kLess:
      return "<";
    case Comparison::kLessEqual:
      return "<=";
    case Comparison::kGreater:
      return ">";
    case Comparison::kGreaterEqual:
      return ">=";
  }
  return "?";
}

bool holds(double value, Comparison comparison, double bound) {
  switch (comparison) {
    case Comparison::kLess:
      return value < bound;
    case Comparison::kLessEqual:
      return value <= bound;
    case Comparison::kGreater:
      return value > bound;
    case Comparison::kGreaterEqual:
      return value >= bound;
  }
  return false;
}

bool is_latency(Kind kind) {
  return kind == Kind::kPercentile || kind == Kind::kMean || kind == Kind::kMax;
}

bool belongs_to_the_run(Kind kind) { return kind == Kind::kAchievedRate || kind == Kind::kDropped; }

std::string name_of(const Metric& metric) {
  switch (metric.kind) {
    case Kind::kPercentile:
      return fmt::format("p{}", metric.percentile);
    case Kind::kMean:
      return "mean";
    case Kind::kMax:
      return "max";
    case Kind::kErrorRate:
      return "error_rate";
    case Kind::kErrors:
      return "errors";
    case Kind::kAchievedRate:
      return "achieved_rate";
    case Kind::kRequestRate:
      return "request_rate";
    case Kind::kDropped:
      return "dropped";
    case Kind::kRequests:
      return "requests";
  }
  return "?";
}

// Writes a bound so that it parses back to the same number.
std::string exact(Kind kind, double bound) {
  if (is_latency(kind)) {
    const double nanoseconds = std::round(bound * 1e9);
    if (nanoseconds >= 1e9 || nanoseconds == 0) return fmt::format("{}s", nanoseconds / 1e9);
    if (nanoseconds >= 1e6) return fmt::format("{}ms", nanoseconds / 1e6);
    if (nanoseconds >= 1e3) return fmt::format("{}us", nanoseconds / 1e3);
    return fmt::format("{}ns", nanoseconds);
  }
  if (kind == Kind::kErrorRate) return fmt::format("{:.15g}%", bound * 100);
  if (kind == Kind::kAchievedRate || kind == Kind::kRequestRate) return fmt::format("{}/s", bound);
  return fmt::format("{:.0f}", bound);
}

std::string shown(Kind kind, double value, int digits) {
  if (is_latency(kind)) return to_string(Duration(std::llround(value * 1e9)), digits);
  if (kind == Kind::kErrorRate) return to_string(Percent::of_fraction(value), digits);
  if (kind == Kind::kAchievedRate || kind == Kind::kRequestRate) {
    return to_string(per_second(value), digits);
  }
  return group_digits(static_cast<std::uint64_t>(value));
}

double latency(const Metric& metric, const Histogram& times) {
  Duration value{0};
  if (metric.kind == Kind::kPercentile) value = times.at(metric.percentile);
  if (metric.kind == Kind::kMean) value = times.mean();
  if (metric.kind == Kind::kMax) value = times.max();
  return std::chrono::duration<double>(value).count();
}

double value_of(const Metric& metric, const StepStatistics& row, const Report& report) {
  switch (metric.kind) {
    case Kind::kPercentile:
    case Kind::kMean:
    case Kind::kMax:
      return latency(metric, row.response_time);
    case Kind::kErrorRate:
      return row.error_rate().fraction();
    case Kind::kErrors:
      return static_cast<double>(row.errors);
    case Kind::kAchievedRate:
      return report.achieved_rate().per_second();
    case Kind::kRequestRate: {
      const double seconds = std::chrono::duration<double>(report.elapsed).count();
      return seconds > 0 ? static_cast<double>(row.requests) / seconds : 0;
    }
    case Kind::kDropped:
      return static_cast<double>(report.dropped);
    case Kind::kRequests:
      return static_cast<double>(row.requests);
  }
  return 0;
}

// How many requests a figure needs before it says anything.
std::uint64_t samples_needed(const Metric& metric) {
  if (metric.kind == Kind::kPercentile && metric.percentile < 100) {
    // 1 - 0.999 is a hair more than 0.001 in binary.
    return static_cast<std::uint64_t>(
        std::ceil(kSamplesBeyond / (1 - metric.percentile / 100) * (1 - 1e-9)));
  }
  const bool vacuous =
      is_latency(metric.kind) || metric.kind == Kind::kErrorRate || metric.kind == Kind::kErrors;
  return vacuous ? 1 : 0;
}

std::string unknown_step(const std::string& name, const Report& report) {
  std::vector<std::string> names;
  for (const auto& [step, statistics] : report.steps) names.push_back(step);
  if (names.empty()) return fmt::format("there is no step '{}': the report has no steps", name);
  const std::string hint = did_you_mean(name, names);
  if (!hint.empty()) return fmt::format("there is no step '{}'{}", name, hint);
  constexpr std::size_t kShown = 5;
  const std::size_t some = std::min(names.size(), kShown);
  return fmt::format(
      "there is no step '{}'; there are '{}'{}", name,
      fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(some), "', '"),
      names.size() > some ? ", …" : "");
}

}  // namespace

Gate::Gate(Metric metric, Comparison comparison, double bound)
    : metric_(std::move(metric)), comparison_(comparison), bound_(bound) {}

GateResult Gate::judge(const Report& report) const {
  GateResult result{text(), Verdict::kPass, {}};
  const auto conclude = [&](Verdict verdict, std::string detail) {
    result.verdict = verdict;
    result.detail = std::move(detail);
    return result;
  };
  if (report.verdict == Verdict::kInvalid || !report.invalid_because.empty()) {
    return conclude(Verdict::kInvalid,
                    fmt::format("the run is invalid because {}", report.invalid_because.empty()
                                                                     ? "of an unnamed cause"
                                                                     : report.invalid_because));
  }
  const std::string name = name_of(metric_);
  if (!metric_.scope.empty() && belongs_to_the_run(metric_.kind)) {
    return conclude(Verdict::kFail,
                    fmt::format("{} is a figure of the whole run; leave the step '{}' out", name,
                                metric_.scope));
  }
  const StepStatistics* row = metric_.scope.empty() ? &report.total : report.step(metric_.scope);
  if (row == nullptr) return conclude(Verdict::kFail, unknown_step(metric_.scope, report));
  if (const std::uint64_t needed = samples_needed(metric_); row->requests < needed) {
    return conclude(Verdict::kInvalid, fmt::format("{} needs at least {} request{}, has {}", name,
                                                   group_digits(needed), needed == 1 ? "" : "s",
                                                   group_digits(row->requests)));
  }

  const double value = value_of(metric_, *row, report);
  const bool passes = holds(value, comparison_, bound_);
  // A value beside its bound is shown with more digits than one would read otherwise.
  std::string got = shown(metric_.kind, value, 3);
  for (int digits = 4;
       digits <= 9 && value != bound_ && got == shown(metric_.kind, bound_, digits - 1); ++digits) {
    got = shown(metric_.kind, value, digits);
  }
  std::string detail = fmt::format("{} is {}", name, got);
  if (samples_needed(metric_) > 0) {
    detail += fmt::format(", over {} request{}", group_digits(row->requests),
                          row->requests == 1 ? "" : "s");
  }
  if (passes) return conclude(Verdict::kPass, std::move(detail));

  const Duration lag = report.generator.loop_lag.at(99);
  if (is_latency(metric_.kind) && lag > kSuspiciousLag &&
      holds(latency(metric_, row->service_time), comparison_, bound_)) {
    return conclude(
        Verdict::kInvalid,
        fmt::format(
            "{}; by service time, {}, it would pass, but the event loop lagged (p99 {}): use "
            "fewer users, a lower rate or more workers",
            detail, shown(metric_.kind, latency(metric_, row->service_time), 3), to_string(lag)));
  }
  return conclude(Verdict::kFail, std::move(detail));
}

std::string Gate::text() const {
  return fmt::format("{}{}{}{}", name_of(metric_),
                     metric_.scope.empty() ? "" : fmt::format("[{}]", metric_.scope),
                     symbol(comparison_), exact(metric_.kind, bound_));
}

bool Gate::MatchAndExplain(const Report& report, std::ostream* out) const {
  const GateResult result = judge(report);
  if (out != nullptr)
    *out << (result.verdict == Verdict::kInvalid ? "invalid: " : "") << result.detail;
  return result.verdict == Verdict::kPass;
}

void Gate::DescribeTo(std::ostream* out) const { *out << "holds " << text(); }

void Gate::DescribeNegationTo(std::ostream* out) const { *out << "does not hold " << text(); }

}  // namespace traffic
