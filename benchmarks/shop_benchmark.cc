// SPDX-License-Identifier: Apache-2.0
// Also built as shop_tls_benchmark with a shop that uses TLS. The names are the same, so that
// traffic_compare can measure the cost of TLS.
#include <gtest_traffic/benchmark.h>

using traffic::per_second;

TRAFFIC_BENCHMARK("Shopper.BuysSomething")->ArgName("users")->Arg(1)->Arg(4)->Arg(16)->Arg(64);
TRAFFIC_BENCHMARK("Shopper.ListsOrders")->ArgName("users")->Arg(1)->Arg(4)->Arg(16)->Arg(64);
TRAFFIC_LATENCY_BENCHMARK("Shopper.BuysSomething", per_second(200));
