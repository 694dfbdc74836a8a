// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "gtest_traffic/benchmark/exit_code.h"
#include "gtest_traffic/benchmark/fixed_work.h"
#include "gtest_traffic/benchmark/run_benchmarks.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/install.h"
#include "gtest_traffic/load/observer.h"

namespace {

constexpr int kBadConfiguration = 2;

bool help_is_wanted = false;

// Google Benchmark also calls this for invalid values, and then exits with 0.
void print_help() {
  if (help_is_wanted) return benchmark::PrintDefaultHelp();
  std::fputs(
      "error: a --benchmark_ flag has an invalid value: expected console, json or csv for "
      "--benchmark_format and --benchmark_out_format, and ns, us, ms or s for "
      "--benchmark_time_unit\n",
      stderr);
  std::exit(kBadConfiguration);
}

void look_for_help(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) help_is_wanted |= std::string_view(argv[i]) == "--help";
}

}  // namespace

int main(int argc, char** argv) {
  look_for_help(argc, argv);
  testing::InitGoogleTest(&argc, argv);
  const auto journeys = traffic::detail::take_fixed_work(&argc, argv);
  if (!journeys) {
    std::fprintf(stderr, "error: %s\n", journeys.error().message.c_str());
    return kBadConfiguration;
  }
  benchmark::Initialize(&argc, argv, print_help);
  traffic::Install(&argc, argv);
  if (!traffic::detail::settings().load.empty()) {
    std::fprintf(
        stderr,
        "error: --traffic_load=%s is not allowed in a benchmark program; give it to a suite\n",
        traffic::detail::settings().load.c_str());
    return kBadConfiguration;
  }
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return kBadConfiguration;
  traffic::detail::remove_load_observers();  // Google Benchmark reports the results
  if (*journeys) traffic::detail::fix_work(**journeys);
  if (traffic::detail::run_benchmarks() == 0) {
    std::fprintf(stderr, "error: no benchmark was run\n");
    return 1;
  }
  benchmark::Shutdown();
  return traffic::detail::benchmark_exit_code();
}
