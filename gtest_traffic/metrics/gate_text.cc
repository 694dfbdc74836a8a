// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/gate_text.h"

#include <fmt/format.h>

#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace {

using Kind = Metric::Kind;

}  // namespace

std::string samples_text(std::uint64_t count, std::string_view unit) {
  return fmt::format("{} {}{}", group_digits(count), unit, count == 1 ? "" : "s");
}

std::string shown_distinct_from(Kind kind, double value, double bound) {
  std::string got = shown(kind, value, 3);
  for (int digits = 4; digits <= 9 && value != bound && got == shown(kind, bound, digits - 1);
       ++digits) {
    got = shown(kind, value, digits);
  }
  return got;
}

std::string journey_over_time(const std::string& journey) {
  return fmt::format(
      "a journey has no metrics over time; judge '{}' over the whole run, or one of its steps over "
      "time",
      journey);
}

double latency_of(const Metric& metric, const Histogram& times) {
  Duration value{0};
  if (metric.kind == Kind::kPercentile) value = times.at(metric.percentile);
  if (metric.kind == Kind::kMean) value = times.mean();
  if (metric.kind == Kind::kMax) value = times.max();
  return seconds_of(value);
}

}  // namespace traffic::detail
