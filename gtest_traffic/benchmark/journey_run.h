// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// The cost of a fixed amount of work, without the users' SetUp and their first iteration.
struct JourneyRun {
  Duration elapsed{0};
  StepStatistics total;
  std::optional<std::uint64_t> instructions;  // of this thread in user space, if available
  std::string failure;                        // see first_failure.h
};

// Runs `count` iterations of a journey with `users` concurrent virtual users on the calling thread.
// Each user first runs one iteration that is not measured.
Expected<JourneyRun> run_journeys(const std::string& journey, std::size_t users,
                                  std::uint64_t count);

}  // namespace traffic::detail
