// SPDX-License-Identifier: Apache-2.0
#include "suites/calibration/agreement.h"

#include <fmt/format.h>

#include <algorithm>

namespace traffic {
namespace {

using namespace std::chrono_literals;

constexpr double kPercentiles[] = {50, 90, 99, 100};
constexpr double kTop = 99;  // from here on, a single stall can decide the result

Duration tolerance(Duration expected) { return expected / 100 + 2ms; }

std::string in_ms(Duration time) { return fmt::format("{:.3f} ms", detail::ms_of(time)); }

}  // namespace

Agreement compare(const Histogram& response_time, const Histogram& service_time,
                  const fixtures::Freeze& freeze, double utilization, const Histogram& bare) {
  Agreement result;
  result.table = fmt::format("{:>6} {:>12} {:>12} {:>12} {:>12}   {}\n", "", "closed form",
                             "bare load", "reported", "tolerance", "naive (service time)");
  const Duration longest = freeze.percentile(100, utilization);
  for (const double percentile : kPercentiles) {
    const Duration expected = freeze.percentile(percentile, utilization);
    const Duration allowed = tolerance(expected);
    Duration here = std::max(expected, bare.at(percentile));
    if (percentile >= kTop) here = std::max(here, expected + bare.max() - longest);
    const Duration got = response_time.at(percentile);
    if (got < expected - allowed || got > here + allowed) result.agrees = false;
    result.table +=
        fmt::format("{:>6} {:>12} {:>12} {:>12} {:>12}   {}\n",
                    percentile == 100 ? "max" : fmt::format("p{}", percentile), in_ms(expected),
                    in_ms(here), in_ms(got), in_ms(allowed), in_ms(service_time.at(percentile)));
  }
  return result;
}

}  // namespace traffic
