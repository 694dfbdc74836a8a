// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "gtest_traffic/benchmark/exit_code.h"
#include "gtest_traffic/journey/settings.h"
#include "gtest_traffic/main/install.h"

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  benchmark::Initialize(&argc, argv);
  traffic::Install(&argc, argv);
  if (!traffic::settings().load.empty()) {
    std::fprintf(stderr,
                 "error: a benchmark has no load profile, but --traffic_load=%s was given; "
                 "give it to the suite\n",
                 traffic::settings().load.c_str());
    return 2;
  }
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  if (benchmark::RunSpecifiedBenchmarks() == 0) {
    std::fprintf(stderr, "error: no benchmark was run\n");
    return 1;
  }
  benchmark::Shutdown();
  return traffic::benchmark_exit_code();
}
