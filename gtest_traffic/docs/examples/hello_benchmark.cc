// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/benchmark.h>

TRAFFIC_BENCHMARK("Customer.BuysSomething")->ArgName("users")->Arg(1)->Arg(16);

// Measures response times while 200 customers arrive each second, even if the shop is slow.
TRAFFIC_LATENCY_BENCHMARK("Customer.BuysSomething", traffic::per_second(200));

// Registers a benchmark without a macro.
[[maybe_unused]] static benchmark::internal::Benchmark* const kBuying =
    traffic::register_benchmark("Customer.BuysSomething")->Name("Buying")->Arg(4);
