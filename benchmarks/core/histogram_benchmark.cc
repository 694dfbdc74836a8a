// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "gtest_traffic/histogram.h"
#include "gtest_traffic/metrics/recorder.h"
#include "gtest_traffic/random.h"

namespace traffic {
using namespace detail;
namespace {

void RecordValue(benchmark::State& state) {
  Histogram histogram;
  Random random(1);
  for (auto _ : state) histogram.record(Duration(random.between(1, 1'000'000'000)));
  benchmark::DoNotOptimize(histogram.count());
}
BENCHMARK(RecordValue);

void RecordSample(benchmark::State& state) {
  Recorder recorder({"User.Journey"});
  Sample sample;
  sample.step = recorder.intern("GET", "/json");
  sample.status = 200;
  Time now{std::chrono::seconds(1)};
  for (auto _ : state) {
    sample.intended = sample.sent = now;
    sample.done = now + std::chrono::microseconds(100);
    recorder.record(sample);
    now += std::chrono::microseconds(10);
  }
}
BENCHMARK(RecordSample);

void ReadPercentile(benchmark::State& state) {
  Histogram histogram;
  Random random(1);
  for (int i = 0; i < 100'000; ++i) histogram.record(Duration(random.between(1, 1'000'000'000)));
  for (auto _ : state) benchmark::DoNotOptimize(histogram.at(99));
}
BENCHMARK(ReadPercentile);

}  // namespace
}  // namespace traffic
