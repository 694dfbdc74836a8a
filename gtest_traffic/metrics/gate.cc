// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/metrics/confidence.h"
#include "gtest_traffic/metrics/gate_text.h"
#include "gtest_traffic/metrics/generator_impact.h"
#include "gtest_traffic/metrics/run_part.h"

namespace traffic {
using namespace detail;
namespace {

using Kind = Metric::Kind;

// A percentile needs this number of samples beyond it to be meaningful.
constexpr double kSamplesBeyond = 10;

// The data of a report for a scope: a row of requests, or the iterations of a journey.
struct Scope {
  std::uint64_t samples = 0;
  std::uint64_t failed = 0;
  const Histogram* times = nullptr;
  const Histogram* service_times = nullptr;  // null for a journey, which includes think time
  std::string_view unit = "request";
  std::uint64_t without_answer = 0;  // see Measurement
};

std::optional<Scope> find_scope(const Report& report, const std::string& name) {
  const StepStatistics* const row = name.empty() ? &report.total : report.step(name);
  if (row != nullptr)
    return Scope{.samples = row->requests,
                 .failed = row->errors,
                 .times = &row->response_time,
                 .service_times = &row->service_time,
                 .without_answer = unanswered_by_generator(*row)};
  const auto journey = report.journeys.find(name);
  if (journey == report.journeys.end()) return std::nullopt;
  const JourneyStatistics& walked = journey->second;
  return Scope{.samples = walked.completed,
               .failed = walked.failed,
               .times = &walked.duration,
               .unit = "iteration",
               .without_answer = unanswered_by_generator(report.total)};
}

std::string unknown_scope(const std::string& name, const Report& report) {
  std::vector<std::string> names;
  for (const auto& [step, statistics] : report.steps) names.push_back(step);
  for (const auto& [journey, statistics] : report.journeys) names.push_back(journey);
  if (names.empty()) return fmt::format("there is no step '{}': the report has no steps", name);
  const std::string hint = did_you_mean(name, names);
  if (!hint.empty()) return fmt::format("there is no step or journey '{}'{}", name, hint);
  constexpr std::size_t kShown = 5;
  const std::size_t some = std::min(names.size(), kShown);
  return fmt::format(
      "there is no step or journey '{}'; available: '{}'{}", name,
      fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(some), "', '"),
      names.size() > some ? ", …" : "");
}

double fraction_of(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

double value_of(const Metric& metric, const Scope& scope, const Report& report) {
  switch (metric.kind) {
    case Kind::kPercentile:
    case Kind::kMean:
    case Kind::kMax:
      return latency_of(metric, *scope.times);
    case Kind::kErrorRate:
      return fraction_of(scope.failed, scope.samples);
    case Kind::kChecks:
      return 1 - fraction_of(scope.failed, scope.samples);
    case Kind::kErrors:
      return static_cast<double>(scope.failed);
    case Kind::kAchievedRate:
      return report.achieved_rate().per_second();
    case Kind::kRequestRate: {
      const double seconds = seconds_of(report.elapsed);
      return seconds > 0 ? static_cast<double>(scope.samples) / seconds : 0;
    }
    case Kind::kDropped:
      return static_cast<double>(report.dropped);
    case Kind::kRequests:
      return static_cast<double>(scope.samples);
  }
  return 0;
}

// Formats the one-sided confidence bound of a percentile: ` (95 % upper confidence bound: 231 ms)`.
// Returns an empty text if there are too few samples for a bound.
std::string confidence(const Metric& metric, Comparison comparison, const Histogram& times) {
  if (metric.kind != Kind::kPercentile || metric.percentile >= 100) return "";
  const bool upper = is_upper_bound(comparison);
  const double share = metric.percentile / 100;
  const auto rank = upper ? upper_rank(times.count(), share) : lower_rank(times.count(), share);
  if (!rank) return "";
  const double place = (static_cast<double>(*rank) - 0.5) / static_cast<double>(times.count());
  return fmt::format(" (95 % {} confidence bound: {})", upper ? "upper" : "lower",
                     to_string(times.at(place * 100)));
}

}  // namespace

std::uint64_t detail::samples_needed(const Metric& metric) {
  if (metric.kind == Kind::kPercentile && metric.percentile < 100) {
    // In binary, 1 - 99.9 / 100 is slightly less than 0.001. Without the tolerance, p99.9 would
    // need 10,001 samples.
    return static_cast<std::uint64_t>(
        std::ceil(kSamplesBeyond / (1 - metric.percentile / 100) * (1 - 1e-9)));
  }
  const bool vacuous = is_latency(metric.kind) || metric.kind == Kind::kErrorRate ||
                       metric.kind == Kind::kChecks || metric.kind == Kind::kErrors;
  return vacuous ? 1 : 0;
}

Gate::Gate(Metric metric, Comparison comparison, double bound)
    : metric_(std::move(metric)), comparison_(comparison), bound_(bound) {}

GateResult Gate::conclude(Verdict verdict, std::string detail) const {
  return {text(), verdict, std::move(detail)};
}

GateResult Gate::judge(const Report& report) const {
  const bool limited = report.verdict == Verdict::kInvalid || !report.invalid_because.empty();
  GateResult result = conclude(Verdict::kFail, mistake_about(report));
  const bool can_be_judged = result.detail.empty();
  if (can_be_judged) {
    switch (metric_.when.kind) {
      case When::Kind::kWhole:
        result = judge_whole(report);
        break;
      case When::Kind::kEvery:
        result = judge_windows(report);
        break;
      case When::Kind::kDuring:
      case When::Kind::kAfter:
        result = judge_stage(report);
        break;
    }
  }
  if (!limited || (can_be_judged && result.verdict == Verdict::kFail)) return result;
  return conclude(
      Verdict::kInvalid,
      fmt::format("the run is invalid because {}",
                  report.invalid_because.empty() ? "of an unknown cause" : report.invalid_because));
}

// Explains why this report, or any report, lacks the figure. Returns an empty text if it has the
// figure.
std::string Gate::mistake_about(const Report& report) const {
  std::string mistake = mistake_in(metric_);
  if (!mistake.empty()) return mistake;
  const When::Kind when = metric_.when.kind;
  if (when == When::Kind::kDuring || when == When::Kind::kAfter) {
    mistake = unknown_stage(metric_.when.stage, report);
    if (!mistake.empty()) return mistake;
  }
  const std::optional<Scope> scope = find_scope(report, metric_.scope);
  if (!scope) return unknown_scope(metric_.scope, report);
  if (when != When::Kind::kWhole) {
    if (scope->service_times == nullptr) return journey_over_time(metric_.scope);
    if (has_series(report, metric_.scope)) return "";
    return fmt::format(
        "the load has no figures of '{}' over time, because it ran without this gate; give the "
        "gate to the load",
        metric_.scope);
  }
  const bool of_requests = metric_.kind == Kind::kRequests || metric_.kind == Kind::kRequestRate;
  if (!of_requests || scope->service_times != nullptr) return "";
  return fmt::format("{} is not counted for the journey '{}'; name a step or remove the scope",
                     name_of(metric_), metric_.scope);
}

// The gate fails if one of the failed measurements is certain. Otherwise, the result is invalid.
GateResult Gate::fail_or_invalidate(const Report& report, const std::vector<Measurement>& failed,
                                    std::string detail, const std::string& rest) const {
  std::string doubt;
  for (const Measurement& judged : failed) {
    doubt = generator_impact(*this, report, judged);
    if (doubt.empty()) break;
  }
  return conclude(doubt.empty() ? Verdict::kFail : Verdict::kInvalid,
                  std::move(detail) + doubt + rest);
}

GateResult Gate::judge_whole(const Report& report) const {
  const std::optional<Scope> scope = find_scope(report, metric_.scope);
  const std::string name = name_of(metric_);
  const double value = value_of(metric_, *scope, report);
  const std::uint64_t needed = samples_needed(metric_);
  if (scope->samples < needed) {
    std::string detail =
        fmt::format("{}: {} needs at least {}, has {}", kNotEnoughData, name,
                    samples_text(needed, scope->unit), group_digits(scope->samples));
    if (scope->samples > 0) {
      const std::string sure = confidence(metric_, comparison_, *scope->times);
      detail += fmt::format("; its estimate is {}{}", shown(metric_.kind, value),
                            sure.empty() ? " (no confidence bound)" : sure);
    }
    return conclude(Verdict::kInvalid, std::move(detail));
  }
  std::string detail =
      fmt::format("{} is {}{}", name, shown_distinct_from(metric_.kind, value, bound_),
                  confidence(metric_, comparison_, *scope->times));
  if (needed > 0) detail += ", over " + samples_text(scope->samples, scope->unit);
  if (holds(value, comparison_, bound_)) return conclude(Verdict::kPass, std::move(detail));
  const auto percentiles = [](const Histogram& times) {
    return [&times](double percentile) { return times.at(percentile); };
  };
  Measurement judged{.value = value,
                     .samples = scope->samples,
                     .failed = scope->failed,
                     .seconds = seconds_of(report.elapsed),
                     .time_at = percentiles(*scope->times),
                     .without_answer = scope->without_answer};
  if (scope->service_times != nullptr) {
    judged.service_at = percentiles(*scope->service_times);
    judged.mean_service = scope->service_times->mean();
  }
  return fail_or_invalidate(report, {std::move(judged)}, std::move(detail));
}

std::string Gate::text() const {
  return text_of(metric_) + std::string(symbol(comparison_)) + exact(metric_.kind, bound_);
}

bool Gate::MatchAndExplain(const Report& report, std::ostream* out) const {
  const GateResult result = judge(report);
  if (out != nullptr)
    *out << (result.verdict == Verdict::kInvalid ? "invalid: " : "") << result.detail;
  return result.verdict == Verdict::kPass;
}

void Gate::DescribeTo(std::ostream* out) const { *out << "meets " << text(); }

void Gate::DescribeNegationTo(std::ostream* out) const { *out << "does not meet " << text(); }

}  // namespace traffic
