// SPDX-License-Identifier: Apache-2.0
// Runs the journey of the first chapter as a benchmark, with 1 user and with 16 users.
#include <gtest_traffic/benchmark.h>

TRAFFIC_BENCHMARK("Visitor.OpensAnAccount")->ArgName("users")->Arg(1)->Arg(16);
