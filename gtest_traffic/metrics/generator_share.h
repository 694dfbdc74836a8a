// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "gtest_traffic/metrics/gate.h"

namespace traffic {

// The figures that one gate judges: of the whole run, of a step, or of a part of the time.
struct Judged {
  double value = 0;  // in the metric's unit
  std::uint64_t samples = 0;
  std::uint64_t failed = 0;
  double seconds = 0;                               // the time that rates are of
  std::function<Duration(double)> time_at = {};     // percentile of the judged times
  std::function<Duration(double)> service_at = {};  // of service times; empty: has no lateness
  Duration mean_service{0};
  std::uint64_t without_answer = 0;  // failed requests that the generator itself may have caused
  bool is_part = false;              // of the measured time
};

// Says why the generator, and not the target, may be the cause that a gate fails. Empty when the
// gate would fail without the generator's lateness too.
std::string generator_doubt(const Gate& gate, const Report& report, const Judged& judged);

// Counts the failed requests that have no response for a cause that may be the generator's own.
std::uint64_t unanswered_by_generator(const StepStatistics& row);

// Counts the dropped arrivals that came neither late nor to a generator without memory for users.
std::uint64_t surely_dropped(const Report& report);

// Counts the arrivals that were due and neither started nor waited for a user: the generator's
// doing.
double undelivered(const Report& report);

}  // namespace traffic
