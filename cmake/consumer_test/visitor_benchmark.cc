// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/benchmark.h>

TRAFFIC_BENCHMARK("Visitor.GetsNoResponse")->Arg(2);
