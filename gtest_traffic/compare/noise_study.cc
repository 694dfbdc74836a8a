// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/noise_study.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "gtest_traffic/compare/robust.h"
#include "gtest_traffic/compare/signed_rank.h"

namespace traffic::detail::compare {
namespace {

constexpr int kRelabelled = 1000;
constexpr int kResampled = 200;
constexpr std::size_t kShortest = 10;  // minimum blocks of a relabeled comparison

// Swaps the sides of each block at random. Each assignment is another comparison of the command
// with itself, over the same number of adjacent blocks.
double false_alarms(const std::vector<double>& differences, double alpha) {
  Random random(1);
  const std::size_t n = std::max(kShortest, differences.size() / 2);
  if (differences.size() < n) return 0;
  int found = 0;
  for (int i = 0; i < kRelabelled; ++i) {
    const auto first = static_cast<std::size_t>(
        random.between(0, static_cast<std::int64_t>(differences.size() - n)));
    std::vector<double> sample;
    for (std::size_t k = 0; k < n; ++k)
      sample.push_back(random.between(0, 1) == 0 ? differences[first + k]
                                                 : -differences[first + k]);
    found += signed_rank_p(sample) <= alpha;
  }
  return static_cast<double>(found) / kRelabelled;
}

// Returns the smallest change of a geometric sequence that 80 % of resampled comparisons find.
double reach(const std::vector<double>& differences, std::size_t blocks, double alpha) {
  for (double change = 0.0025; change < 2; change *= 1.25) {
    Random random(2);
    int found = 0;
    for (int i = 0; i < kResampled; ++i) {
      std::vector<double> sample;
      for (std::size_t k = 0; k < blocks; ++k) {
        const double one = differences[static_cast<std::size_t>(
            random.between(0, static_cast<std::int64_t>(differences.size()) - 1))];
        sample.push_back((random.between(0, 1) == 0 ? one : -one) + std::log1p(change));
      }
      found += signed_rank_p(sample) <= alpha;
    }
    if (found >= 0.8 * kResampled) return change;
  }
  return std::numeric_limits<double>::infinity();
}

}  // namespace

std::vector<NoiseStudy> study_noise(const Blocks& blocks, const CompareOptions& options) {
  struct Costs {
    std::vector<double> all, differences;
  };
  std::map<MetricName, Costs> metrics;
  for (std::size_t i = 0; i < blocks.base.size(); ++i) {
    for (const auto& [name, figure] : blocks.base[i].figures) {
      const auto other = blocks.fresh[i].figures.find(name);
      if (!is_wanted(name, options) || other == blocks.fresh[i].figures.end() ||
          figure.value <= 0 || other->second.value <= 0) {
        continue;
      }
      Costs& costs = metrics[name];
      costs.all.push_back(std::log(figure.value));
      costs.all.push_back(std::log(other->second.value));
      costs.differences.push_back(costs.all.back() - costs.all[costs.all.size() - 2]);
    }
  }
  std::vector<NoiseStudy> out;
  for (const auto& [name, costs] : metrics) {
    if (costs.differences.size() != blocks.base.size()) continue;
    NoiseStudy study;
    study.name = name;
    study.between_runs = robust_deviation(costs.all, median(costs.all));
    study.within_blocks = robust_deviation(costs.differences, 0);
    study.false_alarms = false_alarms(costs.differences, options.alpha);
    for (const std::size_t n : {10, 20, 40, 80})
      study.reach.push_back({n, reach(costs.differences, n, options.alpha)});
    out.push_back(std::move(study));
  }
  return out;
}

}  // namespace traffic::detail::compare
