// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gtest_traffic/error.h"

namespace benchmark::internal {
class Benchmark;
}

namespace traffic::detail {

// Removes `--benchmark_min_time=200x` from the arguments, because Google Benchmark 1.7 accepts only
// seconds. Returns the number of iterations of the last such flag, or an error if a value is
// invalid.
Expected<std::optional<std::uint64_t>> take_fixed_work(int* argc, char** argv);

// Registers a benchmark of a journey for `fix_work`.
void add_journey_benchmark(benchmark::internal::Benchmark* journey_benchmark);

// Sets the number of iterations of each benchmark of a journey.
void fix_work(std::uint64_t journeys);

}  // namespace traffic::detail
