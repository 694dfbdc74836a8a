// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/benchmark.h>

using traffic::per_second;

TRAFFIC_BENCHMARK("Guest.Pings")->ArgName("users")->Arg(1)->Arg(4)->Arg(16)->Arg(64);
TRAFFIC_BENCHMARK("Guest.ReservesFromThePriceList")
    ->ArgName("users")
    ->Arg(1)
    ->Arg(4)
    ->Arg(16)
    ->Arg(64);
TRAFFIC_BENCHMARK("Owner.PostsAChain")->ArgName("users")->Arg(1)->Arg(16);
TRAFFIC_LATENCY_BENCHMARK("Guest.ReservesFromThePriceList", per_second(100));
