// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metric.h"

#include <fmt/format.h>

#include <cmath>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/units.h"

namespace traffic {
using namespace detail;
namespace {

using namespace std::chrono_literals;
using Kind = Metric::Kind;

bool is_share(Kind kind) { return kind == Kind::kErrorRate || kind == Kind::kChecks; }
bool is_rate(Kind kind) { return kind == Kind::kAchievedRate || kind == Kind::kRequestRate; }

// Quotes the name of a stage if the end of the name would be ambiguous in the text of a gate.
std::string quoted(const std::string& stage) {
  const bool plain = trim(stage) == stage && !stage.empty() &&
                     stage.find_first_of("<>=!;,+()[]\"") == std::string::npos;
  return plain ? stage : fmt::format("\"{}\"", stage);
}

}  // namespace

std::string_view detail::symbol(Comparison comparison) {
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

bool detail::holds(double value, Comparison comparison, double bound) {
  // `11 / 1000.0` and `1.1 / 100` differ by a rounding error.
  constexpr double kRounding = 1e-12;
  if (std::abs(value - bound) <= kRounding * std::abs(bound)) value = bound;
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

bool detail::is_latency(Kind kind) {
  return kind == Kind::kPercentile || kind == Kind::kMean || kind == Kind::kMax;
}

std::string detail::name_of(const Metric& metric) {
  switch (metric.kind) {
    case Kind::kPercentile:
      return fmt::format("p{}", metric.percentile);
    case Kind::kMean:
      return "mean";
    case Kind::kMax:
      return "max";
    case Kind::kErrorRate:
      return "error_rate";
    case Kind::kChecks:
      return "checks";
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

std::string detail::text_of(const Metric& metric) {
  std::string text = name_of(metric);
  if (!metric.scope.empty()) text += fmt::format("[{}]", metric.scope);
  const When& when = metric.when;
  switch (when.kind) {
    case When::Kind::kWhole:
      break;
    case When::Kind::kEvery:
      text += " every " + exact(when.duration);
      break;
    case When::Kind::kDuring:
      text += " during " + quoted(when.stage);
      break;
    case When::Kind::kAfter:
      text += " after " + quoted(when.stage);
      if (when.duration != 0ns) text += "+" + exact(when.duration);
      break;
  }
  return text;
}

std::string detail::mistake_in(const Metric& metric) {
  const std::string name = name_of(metric);
  const bool whole_run = metric.kind == Kind::kAchievedRate || metric.kind == Kind::kDropped;
  if (!metric.scope.empty() && whole_run) {
    return fmt::format("{} is a metric of the whole run; remove '[{}]'", name, metric.scope);
  }
  const When& when = metric.when;
  if (when.kind == When::Kind::kWhole) return "";
  if (metric.kind == Kind::kDropped) {
    return "dropped arrivals are counted only at the end; judge them over the whole run";
  }
  if (when.kind == When::Kind::kEvery) {
    return when.duration < 1s ? "a window must last at least one second" : "";
  }
  if (when.stage.empty()) return "the name of the stage is missing";
  if (when.stage.find('"') != std::string::npos) {
    return "a stage name in a gate must not contain '\"'";
  }
  return when.duration < 0s ? "the time after a stage is negative" : "";
}

std::string detail::exact(Duration duration) {
  const auto nanoseconds = static_cast<double>(duration.count());
  if (nanoseconds >= 1e9 || nanoseconds == 0) return fmt::format("{}s", nanoseconds / 1e9);
  if (nanoseconds >= 1e6) return fmt::format("{}ms", nanoseconds / 1e6);
  if (nanoseconds >= 1e3) return fmt::format("{}us", nanoseconds / 1e3);
  return fmt::format("{}ns", nanoseconds);
}

std::string detail::exact(Kind kind, double value) {
  if (is_latency(kind)) return exact(Duration(std::llround(value * 1e9)));
  if (is_share(kind)) return fmt::format("{:.15g}%", value * 100);
  if (is_rate(kind)) return fmt::format("{}/s", value);
  return fmt::format("{:.0f}", value);
}

std::string detail::shown(Kind kind, double value, int digits) {
  if (is_latency(kind)) return to_string(Duration(std::llround(value * 1e9)), digits);
  if (is_share(kind)) return to_string(Percent::of_fraction(value), digits);
  if (is_rate(kind)) return to_string(per_second(value), digits);
  return group_digits(static_cast<std::uint64_t>(value));
}

}  // namespace traffic
