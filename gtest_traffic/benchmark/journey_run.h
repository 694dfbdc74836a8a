// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/error.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// What a fixed amount of work took, without the users' SetUp and their first walk.
struct JourneyRun {
  Duration elapsed{0};
  StepStatistics total;
  std::optional<std::uint64_t> instructions;  // of this thread in user space; where they can be had
  std::string failure;                        // see first_failure.h
};

// Walks a journey `count` times by `users` virtual users side by side on the calling thread, after
// one walk of each that is not measured.
Expected<JourneyRun> run_journeys(const std::string& journey, std::size_t users,
                                  std::uint64_t count);

}  // namespace traffic
