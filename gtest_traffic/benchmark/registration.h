// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

#include <string>

namespace traffic {

// Registers a benchmark of a journey: as many virtual users as its argument (1 without one) walk it
// back to back on one thread. The time is wall time per journey; counters are p50 and p99 of its
// requests in seconds, requests per second, and errors. A failed check makes the benchmark an error
// and the process end with 1.
benchmark::internal::Benchmark* register_benchmark(const std::string& journey);

}  // namespace traffic

// Registers a benchmark of a journey by its full name:
// `TRAFFIC_BENCHMARK("Shopper.BuysSomething")->Arg(16);`. Twin: traffic::register_benchmark.
#define GTEST_TRAFFIC_BENCHMARK(journey_)                                                 \
  [[maybe_unused]] static ::benchmark::internal::Benchmark* const BENCHMARK_PRIVATE_NAME( \
      journey) = ::traffic::register_benchmark(journey_)

#ifndef GTEST_TRAFFIC_NO_SHORT_MACROS
#define TRAFFIC_BENCHMARK(journey_) GTEST_TRAFFIC_BENCHMARK(journey_)
#endif
