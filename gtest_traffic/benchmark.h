// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

#include <chrono>
#include <string>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/units.h"

namespace traffic {

// Registers a benchmark of a journey. The argument is the number of virtual users (default 1), who
// repeat the journey without pauses on one thread.
//
// The time is wall time per journey. The counters are the response times p50, p90, p99, p99_9 and
// max in seconds, and requests per second. If the machine counts instructions, there is a counter
// of instructions per journey. A failed check makes the benchmark an error, and the process exits
// with 1.
benchmark::internal::Benchmark* register_benchmark(const std::string& journey);

// Registers a benchmark of response times for a journey that arrives at a constant rate:
// `JOURNEY/rate:N`. The rate does not depend on the target. After a warm-up, the load lasts for
// `lasting`, or for the benchmark's `Iterations`.
//
// The time is the mean response time of the requests, measured from their due times. The counters
// are those of register_benchmark, except for the instructions, and the achieved rate. A failed
// check is an error, as is a load that the generator cannot deliver.
benchmark::internal::Benchmark* register_latency_benchmark(
    const std::string& journey, Rate rate, Duration lasting = std::chrono::seconds(3));

}  // namespace traffic

// Registers a benchmark of a journey by its full name:
// `TRAFFIC_BENCHMARK("Shopper.BuysSomething")->Arg(16);`. Equivalent to
// traffic::register_benchmark.
#define GTEST_TRAFFIC_BENCHMARK(journey_)                                                 \
  [[maybe_unused]] static ::benchmark::internal::Benchmark* const BENCHMARK_PRIVATE_NAME( \
      journey) = ::traffic::register_benchmark(journey_)

// Registers a benchmark of a journey's response times at a rate:
// `TRAFFIC_LATENCY_BENCHMARK("Shopper.BuysSomething", traffic::per_second(200));`. Equivalent to
// traffic::register_latency_benchmark.
#define GTEST_TRAFFIC_LATENCY_BENCHMARK(...)                                              \
  [[maybe_unused]] static ::benchmark::internal::Benchmark* const BENCHMARK_PRIVATE_NAME( \
      latency) = ::traffic::register_latency_benchmark(__VA_ARGS__)

#ifndef GTEST_TRAFFIC_NO_SHORT_MACROS
#define TRAFFIC_BENCHMARK(journey_) GTEST_TRAFFIC_BENCHMARK(journey_)
#define TRAFFIC_LATENCY_BENCHMARK(...) GTEST_TRAFFIC_LATENCY_BENCHMARK(__VA_ARGS__)
#endif
