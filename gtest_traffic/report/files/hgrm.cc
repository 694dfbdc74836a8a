// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/hgrm.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>

namespace traffic::detail {
namespace {

constexpr unsigned kStepsPerHalf = 5;  // HdrHistogram's default
constexpr int kBuckets = 34;           // powers of two, as in Histogram
constexpr int kSubBuckets = 2048;

double deviation(const Histogram& histogram) {
  const double mean = ms_of(histogram.mean());
  double squares = 0;
  histogram.for_each_bucket([&](Duration lowest, Duration highest, std::uint64_t count) {
    const double off = ms_of(lowest + (highest - lowest) / 2) - mean;
    squares += off * off * static_cast<double>(count);
  });
  return histogram.count() == 0 ? 0 : std::sqrt(squares / static_cast<double>(histogram.count()));
}

}  // namespace

std::vector<PercentilePoint> percentile_points(const Histogram& histogram,
                                               unsigned steps_per_half) {
  std::vector<PercentilePoint> points;
  const auto total = static_cast<double>(histogram.count());
  double percentile = 0;
  std::uint64_t below = 0;
  histogram.for_each_bucket([&](Duration, Duration highest, std::uint64_t count) {
    below += count;
    const double reached = 100 * static_cast<double>(below) / total;
    while (percentile <= reached && percentile < 100) {
      points.push_back({percentile, std::min(highest, histogram.max()), below});
      const double halvings = std::floor(std::log2(100 / (100 - percentile))) + 1;
      percentile += 100 / (steps_per_half * std::exp2(halvings));
      if (below == histogram.count()) return;
    }
  });
  if (total > 0) points.push_back({100, histogram.max(), histogram.count()});
  return points;
}

std::string hgrm(const Histogram& histogram) {
  std::string out = fmt::format("{:>12} {:>14} {:>10} {:>14}\n\n", "Value", "Percentile",
                                "TotalCount", "1/(1-Percentile)");
  for (const PercentilePoint& point : percentile_points(histogram, kStepsPerHalf)) {
    const double share = point.percentile / 100;
    fmt::format_to(std::back_inserter(out), "{:12.3f} {:2.12f} {:10d}", ms_of(point.value), share,
                   point.count);
    if (share < 1) fmt::format_to(std::back_inserter(out), " {:14.2f}", 1 / (1 - share));
    out += '\n';
  }
  return out + fmt::format(
                   "#[Mean    = {:12.3f}, StdDeviation   = {:12.3f}]\n"
                   "#[Max     = {:12.3f}, Total count    = {:12d}]\n"
                   "#[Buckets = {:12d}, SubBuckets     = {:12d}]\n",
                   ms_of(histogram.mean()), deviation(histogram), ms_of(histogram.max()),
                   histogram.count(), kBuckets, kSubBuckets);
}

}  // namespace traffic::detail
