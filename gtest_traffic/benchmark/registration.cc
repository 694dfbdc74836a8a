// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/benchmark/registration.h"

#include <cstddef>

#include "gtest_traffic/benchmark/exit_code.h"
#include "gtest_traffic/benchmark/journey_run.h"

namespace traffic {
namespace {

double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

void fail(benchmark::State& state, const std::string& message) {
  // Google Benchmark alone would end with 0.
  benchmark_exit_code() = 1;
  state.SkipWithError(message.c_str());
}

void run(benchmark::State& state, const std::string& journey, std::size_t users) {
  // All iterations are one run of the engine: users walk side by side, and each iteration is one
  // journey's share.
  const Expected<JourneyRun> run =
      run_journeys(journey, users, static_cast<std::uint64_t>(state.max_iterations));
  if (!run) return fail(state, run.error().message);
  const double share = seconds(run->elapsed) / static_cast<double>(state.max_iterations);
  for (auto _ : state) state.SetIterationTime(share);
  if (!run->failure.empty()) return fail(state, run->failure);

  const StepStatistics& total = run->total;
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
  state.counters["p50"] = seconds(total.response_time.at(50));
  state.counters["p99"] = seconds(total.response_time.at(99));
  state.counters["requests/s"] = static_cast<double>(total.requests) / seconds(run->elapsed);
  state.counters["errors"] = static_cast<double>(total.errors);
}

// A benchmark class of our own knows whether it has arguments; a function is given a state that
// does not say.
class JourneyBenchmark final : public benchmark::internal::Benchmark {
 public:
  explicit JourneyBenchmark(const std::string& journey)
      : Benchmark(journey.c_str()), journey_(journey) {
    UseManualTime();
  }

 private:
  void Run(benchmark::State& state) override {
    const bool has_argument = ArgsCnt() > 0;
    run(state, journey_, has_argument ? static_cast<std::size_t>(state.range(0)) : 1);
  }

  std::string journey_;
};

}  // namespace

benchmark::internal::Benchmark* register_benchmark(const std::string& journey) {
  return benchmark::internal::RegisterBenchmarkInternal(new JourneyBenchmark(journey));
}

}  // namespace traffic
