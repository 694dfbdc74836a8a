// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "gtest_traffic/gate.h"

namespace traffic::detail {

// The figures that one gate judges, for the whole run, one step, or part of the time.
struct Measurement {
  double value = 0;  // unit of the metric
  std::uint64_t samples = 0;
  std::uint64_t failed = 0;
  double seconds = 0;                            // duration for rates
  std::function<Duration(double)> time_at = {};  // percentile of the measured times
  // Percentile of service times; empty for the iterations of a journey, which have no service time.
  std::function<Duration(double)> service_at = {};
  Duration mean_service{0};
  std::uint64_t without_answer = 0;  // failed requests that the generator itself may have caused
  bool is_part = false;              // covers only part of the measured time
};

// Returns a reason why the generator, not the target, may have made a gate fail. Returns empty if
// the gate fails even without the lateness of the generator.
std::string generator_impact(const Gate& gate, const Report& report, const Measurement& measured);

// Counts the failed requests that have no response and that the generator itself may have caused.
std::uint64_t unanswered_by_generator(const StepStatistics& row);

// Counts the dropped arrivals for which the generator was not the cause: it was on time, and had
// enough memory for users.
std::uint64_t surely_dropped(const Report& report);

// Counts the due arrivals that did not start although users were free. The generator is the cause.
double undelivered(const Report& report);

}  // namespace traffic::detail
