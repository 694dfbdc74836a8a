// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gtest_traffic/base/error.h"

namespace benchmark::internal {
class Benchmark;
}

namespace traffic {

// Takes `--benchmark_min_time=200x` out of the arguments, where Google Benchmark 1.7 expects
// seconds; returns its number of journeys, or what is wrong with it. The last one counts.
Expected<std::optional<std::uint64_t>> take_fixed_work(int* argc, char** argv);

// Enters a benchmark of a journey, so that `fix_work` reaches it.
void enter_benchmark(benchmark::internal::Benchmark* of_a_journey);

// Lets each benchmark of a journey walk exactly so many.
void fix_work(std::uint64_t journeys);

}  // namespace traffic
