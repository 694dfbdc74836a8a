// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

#include "gtest_traffic/benchmark.h"
#include "gtest_traffic/benchmark/exit_code.h"
#include "gtest_traffic/benchmark/fixed_work.h"
#include "gtest_traffic/benchmark/journey_run.h"
#include "gtest_traffic/benchmark/latency_run.h"
#include "gtest_traffic/metrics/histogram_label.h"

namespace traffic {
using namespace detail;
namespace {

void fail(benchmark::State& state, const std::string& message) {
  // Without this, Google Benchmark would exit with 0.
  benchmark_exit_code() = 1;
  state.SkipWithError(message.c_str());
}

void show(benchmark::State& state, const StepStatistics& total, Duration elapsed) {
  const Histogram& times = total.response_time;
  state.counters["p50"] = seconds_of(times.at(50));
  state.counters["p90"] = seconds_of(times.at(90));
  state.counters["p99"] = seconds_of(times.at(99));
  state.counters["p99_9"] = seconds_of(times.at(99.9));
  state.counters["max"] = seconds_of(times.max());
  state.counters["requests/s"] = static_cast<double>(total.requests) / seconds_of(elapsed);
  state.SetLabel(histogram_label(times));
}

// Runs the engine once for all iterations, within the first iteration, so that Google Benchmark's
// CPU clock covers it. Each iteration then reports the time of one journey. `measure` runs the
// engine and returns that time in seconds, or an error.
template <class Measure>
bool run(benchmark::State& state, Measure measure) {
  std::optional<Expected<double>> share;
  if (state.threads() > 1) {
    fail(state,
         "Threads is not supported, because the users of a journey share one thread; give their "
         "number with Arg");
    return false;
  }
  for ([[maybe_unused]] auto _ : state) {
    if (!share) share = measure(static_cast<std::uint64_t>(state.max_iterations));
    if (!*share) break;
    state.SetIterationTime(**share);
  }
  if (!*share) fail(state, share->error().message);
  return static_cast<bool>(*share);
}

// A benchmark class can determine whether it has arguments. A function receives only a state, which
// does not contain this information.
class ClosedBenchmark final : public benchmark::internal::Benchmark {
 public:
  explicit ClosedBenchmark(const std::string& journey)
      : Benchmark(journey.c_str()), journey_(journey) {
    UseManualTime();
  }

 private:
  void Run(benchmark::State& state) override {
    const std::int64_t users = ArgsCnt() > 0 ? state.range(0) : 1;
    std::optional<JourneyRun> measured;
    const auto measure = [&](std::uint64_t count) -> Expected<double> {
      if (users < 1)
        return Error{fmt::format("expected at least 1 user for '{}', got {}", journey_, users)};
      auto run = run_journeys(journey_, static_cast<std::size_t>(users), count);
      if (!run) return run.error();
      if (!run->failure.empty()) return Error{run->failure};
      measured = std::move(*run);
      return seconds_of(measured->elapsed) / static_cast<double>(count);
    };
    if (!run(state, measure)) return;
    show(state, measured->total, measured->elapsed);
    state.SetItemsProcessed(state.iterations());
    if (measured->instructions) {
      state.counters["instructions/journey"] =
          static_cast<double>(*measured->instructions) / static_cast<double>(state.iterations());
    }
  }

  std::string journey_;
};

// The threads of the load do not belong to Google Benchmark, so the CPU time is that of the
// process.
class LatencyBenchmark final : public benchmark::internal::Benchmark {
 public:
  LatencyBenchmark(const std::string& journey, Rate rate, Duration lasting)
      : Benchmark(fmt::format("{}/rate:{:g}", journey, rate.per_second()).c_str()),
        journey_(journey),
        rate_(rate) {
    const double arrivals = rate.per_second() * seconds_of(lasting);
    Iterations(arrivals >= 1 && arrivals < 1e9 ? std::llround(arrivals) : 1);
    MeasureProcessCPUTime();
    UseManualTime();
  }

 private:
  void Run(benchmark::State& state) override {
    std::optional<Report> measured;
    const auto measure = [&](std::uint64_t count) -> Expected<double> {
      auto report = run_latency(journey_, rate_, count);
      if (!report) return report.error();
      measured = std::move(*report);
      return seconds_of(measured->total.response_time.mean());
    };
    if (!run(state, measure)) return;
    show(state, measured->total, measured->elapsed);
    state.counters["achieved_rate"] = measured->achieved_rate().per_second();
  }

  std::string journey_;
  Rate rate_;
};

benchmark::internal::Benchmark* enter(benchmark::internal::Benchmark* benchmark) {
  add_journey_benchmark(benchmark);
  return benchmark::internal::RegisterBenchmarkInternal(benchmark);
}

}  // namespace

benchmark::internal::Benchmark* register_benchmark(const std::string& journey) {
  return enter(new ClosedBenchmark(journey));
}

benchmark::internal::Benchmark* register_latency_benchmark(const std::string& journey, Rate rate,
                                                           Duration lasting) {
  return enter(new LatencyBenchmark(journey, rate, lasting));
}

}  // namespace traffic
