// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <string>

#include "gtest_traffic/path.h"

namespace traffic {
namespace {

void FillTemplate(benchmark::State& state) {
  std::string out;
  for (auto _ : state) {
    out.clear();
    Path("/api/users/{}/orders/{}", "ada lovelace", 17).append_to(out);
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(FillTemplate);

}  // namespace
}  // namespace traffic
