// SPDX-License-Identifier: Apache-2.0
// A journey of the first chapter as a benchmark, walked by one user and by sixteen at once.
#include <gtest_traffic/benchmark/registration.h>

TRAFFIC_BENCHMARK("Visitor.OpensAnAccount")->ArgName("users")->Arg(1)->Arg(16);
