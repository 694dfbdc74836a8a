// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

#include <chrono>
#include <string>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/units.h"

namespace traffic {

// Registers a benchmark of a journey: as many virtual users as its argument (1 without one) walk it
// back to back on one thread. The time is wall time per journey; counters are p50 to p99_9 and max
// of its requests' response times in seconds, requests per second, and instructions per
// journey where the machine counts them. A failed check makes the benchmark an error and the
// process end with 1.
benchmark::internal::Benchmark* register_benchmark(const std::string& journey);

// Registers a benchmark of what users wait when a journey arrives at a rate that does not depend on
// the target: `JOURNEY/rate:N`. It offers the rate for so long, or its `Iterations`, after a
// warm-up. The time is the requests' mean response time, from when each was due; counters are as
// above, and the achieved rate. What the generator could not deliver is an error, as is a failed
// check.
benchmark::internal::Benchmark* register_latency_benchmark(
    const std::string& journey, Rate rate, Duration lasting = std::chrono::seconds(3));

}  // namespace traffic

// Registers a benchmark of a journey by its full name:
// `TRAFFIC_BENCHMARK("Shopper.BuysSomething")->Arg(16);`. Twin: traffic::register_benchmark.
#define GTEST_TRAFFIC_BENCHMARK(journey_)                                                 \
  [[maybe_unused]] static ::benchmark::internal::Benchmark* const BENCHMARK_PRIVATE_NAME( \
      journey) = ::traffic::register_benchmark(journey_)

// Registers a benchmark of a journey's response times at a rate:
// `TRAFFIC_LATENCY_BENCHMARK("Shopper.BuysSomething", traffic::per_second(200));`. Twin:
// traffic::register_latency_benchmark.
#define GTEST_TRAFFIC_LATENCY_BENCHMARK(...)                                              \
  [[maybe_unused]] static ::benchmark::internal::Benchmark* const BENCHMARK_PRIVATE_NAME( \
      latency) = ::traffic::register_latency_benchmark(__VA_ARGS__)

#ifndef GTEST_TRAFFIC_NO_SHORT_MACROS
#define TRAFFIC_BENCHMARK(journey_) GTEST_TRAFFIC_BENCHMARK(journey_)
#define TRAFFIC_LATENCY_BENCHMARK(...) GTEST_TRAFFIC_LATENCY_BENCHMARK(__VA_ARGS__)
#endif
