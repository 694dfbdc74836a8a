// SPDX-License-Identifier: Apache-2.0
// The declared rate of false alarms applies to all metrics of a comparison together, because the
// exit code depends on all of them. testing/null_times.csv contains the real and CPU times of ten
// benchmarks of core_benchmark, in nanoseconds, from processes that ran one after the other on two
// busy virtual cores. This command prints the figures of the manual: compare_simulation_test
// --gtest_filter='NullFamiliesTest.*'
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/compare/signed_rank.h"
#include "gtest_traffic/compare/testing/noise.h"
#include "gtest_traffic/compare/two_sample.h"
#include "gtest_traffic/random.h"

namespace traffic::detail::compare {
namespace {

constexpr int kComparisons = 2000;
constexpr std::size_t kFamilies[] = {1, 4, 8, 20};  // metrics

// Two standard errors above the declared rate.
double allowed(double rate) { return rate + 2 * std::sqrt(rate * (1 - rate) / kComparisons); }

// Returns the logarithms of the times, by metric. The two times of a benchmark are neighbors.
std::vector<std::vector<double>> times(const char* path = NULL_TIMES) {
  std::vector<std::vector<double>> out;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  out.resize(split(line, ',').size());
  while (std::getline(file, line)) {
    const auto values = split(line, ',');
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i].push_back(std::log(std::stod(std::string(values.at(i)))));
  }
  return out;
}

// Draws the runs of a comparison of 5 against 5.
std::vector<RunCosts> draw_files(const std::vector<std::vector<double>>& all, std::size_t metrics,
                                 Random& random) {
  std::vector<std::size_t> runs(all.front().size());
  std::iota(runs.begin(), runs.end(), 0);
  std::shuffle(runs.begin(), runs.end(), random);
  std::vector<RunCosts> out(metrics);
  for (std::size_t m = 0; m < metrics; ++m) {
    for (std::size_t i = 0; i < 10; ++i) {
      out[m].costs.push_back(all[m][runs[i]]);
      out[m].runs.push_back(i);
    }
  }
  return out;
}

double smallest(const std::vector<double>& values) {
  return *std::min_element(values.begin(), values.end());
}

// Returns the smallest p value of the metrics, each of them alone.
double smallest_alone(const std::vector<RunCosts>& metrics) {
  double out = 1;
  for (const auto& [costs, runs] : metrics)
    out = std::min(out, two_sample_p(std::span(costs).first(5), std::span(costs).subspan(5)));
  return out;
}

void expect_files_keep_rate(const std::vector<std::vector<double>>& all, std::size_t metrics) {
  Random random(31);
  int alone = 0, five = 0, one = 0;
  for (int trial = 0; trial < kComparisons; ++trial) {
    const auto drawn = draw_files(all, metrics, random);
    const double p = smallest(joint_two_sample_p(drawn, 5, 5));
    alone += smallest_alone(drawn) <= 0.05;
    five += p <= 0.05;
    one += p <= 0.01;
  }
  const auto share = [](int count) { return static_cast<double>(count) / kComparisons; };
  fmt::print(
      "files, 5 against 5 runs, {:2} metrics: {:.1f} % false alarms at 5 %, {:.1f} % at 1 %; "
      "{:.1f} % at 5 % if each metric were judged alone\n",
      metrics, 100 * share(five), 100 * share(one), 100 * share(alone));
  EXPECT_LE(share(five), allowed(0.05)) << metrics;
  EXPECT_LE(share(one), allowed(0.01)) << metrics;
}

TEST(NullFamiliesTest, FilesKeepRateOfExitCode) {
  const auto all = times();
  ASSERT_EQ(all.size(), 20u);
  for (const std::size_t metrics : kFamilies) expect_files_keep_rate(all, metrics);
  const auto others = times(NULL_RUNS);
  ASSERT_EQ(others.size(), 7u);
  expect_files_keep_rate(others, 7);
}

// Ten benchmarks with a noise of 2 % and spikes of 10 % in 5 % of the runs. The real time of a
// benchmark is its CPU time with a little more noise. The first benchmark of NEW is slower.
std::vector<RunCosts> simulate_files(NoiseSource& noise, double shift) {
  std::vector<RunCosts> out(20);
  for (std::size_t i = 0; i < 10; ++i) {
    for (std::size_t m = 0; m < out.size(); m += 2) {
      const double slower = i >= 5 && m == 0 ? std::log1p(shift) : 0;
      const double cpu = slower + 0.02 * noise.normal() + noise.spike(0.05, 0.1);
      out[m].costs.push_back(cpu + 0.005 * std::abs(noise.normal()));
      out[m + 1].costs.push_back(cpu);
      for (RunCosts* metric : {&out[m], &out[m + 1]}) metric->runs.push_back(i);
    }
  }
  return out;
}

TEST(NullFamiliesTest, FilesFindChangeOfOneBenchmark) {
  for (const double shift : {0.05, 0.10}) {
    NoiseSource noise(32);
    int alone = 0, by_two_times = 0;
    std::string among;
    int found[std::size(kFamilies)] = {};
    for (int trial = 0; trial < kComparisons; ++trial) {
      const auto drawn = simulate_files(noise, shift);
      const std::vector<RunCosts> two(drawn.begin(), drawn.begin() + 2);
      alone += smallest_alone(two) <= 0.05;
      by_two_times += smallest(joint_two_sample_p(two, 5, 5)) <= 0.05;
      for (std::size_t i = 0; i < std::size(kFamilies); ++i) {
        const auto p = joint_two_sample_p(std::span(drawn).first(kFamilies[i]), 5, 5);
        found[i] += std::min(p.front(), p[std::min<std::size_t>(1, p.size() - 1)]) <= 0.05;
      }
    }
    for (std::size_t i = 0; i < std::size(kFamilies); ++i)
      among +=
          fmt::format("; {:.1f} % among {} metrics", 100.0 * found[i] / kComparisons, kFamilies[i]);
    fmt::print(
        "files, one benchmark slower by {:.0f} %: found in {:.1f} % by its two times, {:.1f} % if "
        "each were judged alone{}\n",
        100 * shift, 100.0 * by_two_times / kComparisons, 100.0 * alone / kComparisons, among);
    EXPECT_GE(by_two_times, 0.9 * alone);
  }
}

TEST(NullFamiliesTest, PairKeepsRateOfExitCode) {
  const auto all = times();
  ASSERT_EQ(all.size(), 20u);
  for (const std::size_t metrics : kFamilies) {
    Random random(33);
    int five = 0, one = 0, alone = 0;
    for (int trial = 0; trial < kComparisons; ++trial) {
      // Adjacent runs are a block, with its sides in random order.
      const auto first = static_cast<std::size_t>(
          random.between(0, static_cast<std::int64_t>(all.front().size()) - 40));
      std::vector<std::vector<double>> differences(metrics);
      for (std::size_t i = 0; i < 20; ++i) {
        const double sign = random.between(0, 1) == 0 ? 1 : -1;
        for (std::size_t m = 0; m < metrics; ++m)
          differences[m].push_back(sign * (all[m][first + 2 * i] - all[m][first + 2 * i + 1]));
      }
      const double p = smallest(joint_signed_rank_p(differences));
      five += p <= 0.05;
      one += p <= 0.01;
      alone += std::any_of(differences.begin(), differences.end(),
                           [](const auto& values) { return signed_rank_p(values) <= 0.05; });
    }
    const auto share = [](int count) { return static_cast<double>(count) / kComparisons; };
    fmt::print(
        "pair, 20 blocks, {:2} metrics: {:.1f} % false alarms at 5 %, {:.1f} % at 1 %; {:.1f} % at "
        "5 % if each metric were judged alone\n",
        metrics, 100 * share(five), 100 * share(one), 100 * share(alone));
    EXPECT_LE(share(five), allowed(0.05)) << metrics;
    EXPECT_LE(share(one), allowed(0.01)) << metrics;
  }
}

}  // namespace
}  // namespace traffic::detail::compare
