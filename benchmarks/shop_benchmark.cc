// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/benchmark/registration.h"

TRAFFIC_BENCHMARK("Shopper.BuysSomething")->ArgName("users")->Arg(1)->Arg(16);
TRAFFIC_BENCHMARK("Shopper.ListsOrders")->ArgName("users")->Arg(1)->Arg(16);
