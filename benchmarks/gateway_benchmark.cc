// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/benchmark.h>

using traffic::per_second;

TRAFFIC_BENCHMARK("GatewayUser.OpensTheRoot")->ArgName("users")->Arg(1)->Arg(4)->Arg(16)->Arg(64);
TRAFFIC_BENCHMARK("DocumentUser.UploadsADocument")
    ->ArgName("users")
    ->Arg(1)
    ->Arg(4)
    ->Arg(16)
    ->Arg(64);
TRAFFIC_LATENCY_BENCHMARK("DocumentUser.UploadsADocument", per_second(100));
