// SPDX-License-Identifier: Apache-2.0
// Also built as shop_tls_benchmark, where the shop speaks TLS: the names are the same, so that
// traffic_compare can tell what TLS costs.
#include "gtest_traffic/benchmark/registration.h"

using traffic::per_second;

TRAFFIC_BENCHMARK("Shopper.BuysSomething")->ArgName("users")->Arg(1)->Arg(4)->Arg(16)->Arg(64);
TRAFFIC_BENCHMARK("Shopper.ListsOrders")->ArgName("users")->Arg(1)->Arg(4)->Arg(16)->Arg(64);
TRAFFIC_LATENCY_BENCHMARK("Shopper.BuysSomething", per_second(200));
