// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/error.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// What a fixed amount of work took.
struct JourneyRun {
  Duration elapsed{0};  // without the users' SetUp
  StepStatistics total;
  std::string failure;  // the first failed check; empty when all passed
};

// Walks a journey `count` times by `users` virtual users side by side on the calling thread.
Expected<JourneyRun> run_journeys(const std::string& journey, std::size_t users,
                                  std::uint64_t count);

}  // namespace traffic
