// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/benchmark.h>

using traffic::per_second;

TRAFFIC_BENCHMARK("WebsiteUser.BrowseProduct")->ArgName("users")->Arg(1)->Arg(4)->Arg(16)->Arg(64);
TRAFFIC_BENCHMARK("WebsiteUser.Checkout")->ArgName("users")->Arg(1)->Arg(4)->Arg(16)->Arg(64);
TRAFFIC_LATENCY_BENCHMARK("WebsiteUser.Checkout", per_second(100));
