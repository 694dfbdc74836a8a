// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/benchmark/run_benchmarks.h"

#include <benchmark/benchmark.h>

#include <vector>

#include "gtest_traffic/metrics/histogram_label.h"

namespace traffic::detail {
namespace {

// Forwards all results to another reporter, without the labels that hold histograms.
class WithoutHistograms final : public benchmark::BenchmarkReporter {
 public:
  explicit WithoutHistograms(benchmark::BenchmarkReporter& next) : next_(next) {}

  bool ReportContext(const Context& context) override {
    next_.SetOutputStream(&GetOutputStream());
    next_.SetErrorStream(&GetErrorStream());
    return next_.ReportContext(context);
  }
  void ReportRuns(const std::vector<Run>& runs) override {
    std::vector<Run> readable = runs;
    for (Run& run : readable) {
      if (histogram_of_label(run.report_label)) run.report_label.clear();
    }
    next_.ReportRuns(readable);
  }
  void Finalize() override { next_.Finalize(); }

 private:
  benchmark::BenchmarkReporter& next_;
};

}  // namespace

std::size_t run_benchmarks() {
  benchmark::BenchmarkReporter* const usual = benchmark::CreateDefaultDisplayReporter();
  if (dynamic_cast<benchmark::JSONReporter*>(usual) != nullptr)
    return benchmark::RunSpecifiedBenchmarks(usual);
  WithoutHistograms readable(*usual);
  return benchmark::RunSpecifiedBenchmarks(&readable);
}

}  // namespace traffic::detail
