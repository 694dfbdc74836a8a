// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/benchmark/fixed_work.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <charconv>
#include <string_view>
#include <vector>

namespace traffic::detail {
namespace {

constexpr std::string_view kFlag = "--benchmark_min_time=";
constexpr std::uint64_t kMost = 100'000'000;

std::vector<benchmark::internal::Benchmark*>& benchmarks() {
  static std::vector<benchmark::internal::Benchmark*> instance;
  return instance;
}

}  // namespace

Expected<std::optional<std::uint64_t>> take_fixed_work(int* argc, char** argv) {
  std::optional<std::uint64_t> journeys;
  int kept = 0;
  for (int i = 0; i < *argc; ++i) {
    std::string_view value = argv[i];
    if (!value.starts_with(kFlag) || !value.ends_with('x')) {
      argv[kept++] = argv[i];
      continue;
    }
    value.remove_prefix(kFlag.size());
    const char* const last = value.data() + value.size() - 1;
    std::uint64_t number = 0;
    const auto [end, code] = std::from_chars(value.data(), last, number);
    if (code != std::errc() || end != last || number < 1 || number > kMost) {
      return Error{
          fmt::format("flag {}{}: expected seconds, or a number of iterations from 1x to {}x",
                      kFlag, value, kMost)};
    }
    journeys = number;
  }
  argv[kept] = nullptr;
  *argc = kept;
  return journeys;
}

void add_journey_benchmark(benchmark::internal::Benchmark* journey_benchmark) {
  benchmarks().push_back(journey_benchmark);
}

void fix_work(std::uint64_t journeys) {
  for (auto* const benchmark : benchmarks())
    benchmark->Iterations(static_cast<benchmark::IterationCount>(journeys));
}

}  // namespace traffic::detail
