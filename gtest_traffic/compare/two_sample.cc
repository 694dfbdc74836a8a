// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/two_sample.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "gtest_traffic/compare/step_down.h"
#include "gtest_traffic/random.h"

namespace traffic::detail::compare {
namespace {

constexpr double kAllSplits = 20'000;
constexpr std::size_t kRandomSplits = 10'000;  // with the observed one

std::size_t kept(std::size_t n) { return n - (n + 4) / 5 + (n <= 2 ? 1 : 0); }

double splits(std::size_t m, std::size_t n) {
  double count = 1;
  for (std::size_t i = 1; i <= m && count < 1e15; ++i)
    count *= static_cast<double>(n + i) / static_cast<double>(i);
  return std::round(count);
}

// Returns the difference of the trimmed means of values in ascending order. `fresh` marks the
// values of the new side.
double difference(const std::vector<double>& sorted, const std::vector<std::uint8_t>& fresh,
                  std::size_t base_kept, std::size_t fresh_kept) {
  double sums[2] = {0, 0};
  std::size_t left[2] = {base_kept, fresh_kept};
  for (std::size_t i = 0; i < sorted.size() && left[0] + left[1] > 0; ++i) {
    const std::size_t side = fresh[i];
    if (left[side] == 0) continue;
    --left[side];
    sums[side] += sorted[i];
  }
  return sums[1] / static_cast<double>(fresh_kept) - sums[0] / static_cast<double>(base_kept);
}

// Returns the marks of every split, or of a number of random splits. The first split is the one in
// which all values of the base side come first.
std::vector<std::vector<std::uint8_t>> all_splits(std::size_t m, std::size_t n) {
  std::vector<std::uint8_t> marks(m, 0);
  marks.resize(m + n, 1);
  std::vector<std::vector<std::uint8_t>> out;
  if (splits(m, n) <= kAllSplits) {
    do {
      out.push_back(marks);
    } while (std::next_permutation(marks.begin(), marks.end()));
    return out;
  }
  Random random(1);
  out.push_back(marks);
  while (out.size() < kRandomSplits) {
    std::shuffle(marks.begin(), marks.end(), random);
    out.push_back(marks);
  }
  return out;
}

// The values of one metric in ascending order, and the runs that they come from.
class RunValues {
 public:
  explicit RunValues(const RunCosts& costs) : runs_(costs.runs), sorted_(costs.costs) {
    std::vector<std::size_t> order(sorted_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return costs.costs[a] < costs.costs[b]; });
    for (std::size_t i = 0; i < order.size(); ++i) {
      sorted_[i] = costs.costs[order[i]];
      runs_[i] = costs.runs[order[i]];
    }
  }

  // Returns the distance of the two sides in each split, in standard deviations over all splits. A
  // side without values has the distance zero.
  std::vector<double> distances(const std::vector<std::vector<std::uint8_t>>& splits) const {
    std::vector<double> out;
    std::vector<std::uint8_t> marks(runs_.size());
    double squares = 0;
    for (const auto& split : splits) {
      std::size_t fresh = 0;
      for (std::size_t i = 0; i < runs_.size(); ++i) fresh += marks[i] = split[runs_[i]];
      const std::size_t base = runs_.size() - fresh;
      out.push_back(base == 0 || fresh == 0
                        ? 0
                        : std::abs(difference(sorted_, marks, kept(base), kept(fresh))));
      squares += out.back() * out.back();
    }
    const double deviation = std::sqrt(squares / static_cast<double>(out.size()));
    const double size = std::max(std::abs(sorted_.front()), std::abs(sorted_.back()));
    const bool varies = deviation > 1e-12 * size;
    for (double& distance : out) distance = varies ? distance / deviation : 0;
    return out;
  }

 private:
  std::vector<std::size_t> runs_;
  std::vector<double> sorted_;
};

class Test {
 public:
  Test(std::span<const double> base, std::span<const double> fresh)
      : base_(base), fresh_(fresh), splits_(all_splits(base.size(), fresh.size())) {}

  double p(double shift) const {
    std::vector<double> pooled(base_.begin(), base_.end());
    for (const double value : fresh_) pooled.push_back(value - shift);
    std::sort(pooled.begin(), pooled.end());
    const std::size_t base_kept = kept(base_.size()), fresh_kept = kept(fresh_.size());
    const double observed = std::abs(low_mean(fresh_) - shift - low_mean(base_));
    const double size = std::max(std::abs(pooled.front()), std::abs(pooled.back()));
    std::size_t as_far = 0;
    for (const auto& split : splits_) {
      as_far += std::abs(difference(pooled, split, base_kept, fresh_kept)) >=
                observed - 1e-12 * (size + std::abs(shift));
    }
    // The first split of sorted values is the furthest. It stands for the observed one among random
    // splits.
    return static_cast<double>(as_far) / static_cast<double>(splits_.size());
  }

 private:
  std::span<const double> base_;
  std::span<const double> fresh_;
  std::vector<std::vector<std::uint8_t>> splits_;
};

}  // namespace

double low_mean(std::span<const double> values) {
  if (values.empty()) return 0;
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const std::size_t count = kept(sorted.size());
  return std::accumulate(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(count), 0.0) /
         static_cast<double>(count);
}

double smallest_p(std::size_t base, std::size_t fresh) {
  if (base == 0 || fresh == 0) return 1;
  const double ways = splits(base, fresh);
  if (ways > kAllSplits) return 1.0 / static_cast<double>(kRandomSplits);
  return std::min(1.0, (base == fresh ? 2 : 1) / ways);
}

double two_sample_p(std::span<const double> base, std::span<const double> fresh) {
  return base.empty() || fresh.empty() ? 1 : Test(base, fresh).p(0);
}

std::vector<double> joint_two_sample_p(std::span<const RunCosts> metrics, std::size_t base,
                                       std::size_t fresh) {
  if (metrics.empty()) return {};
  if (metrics.size() == 1) {
    const auto& [costs, runs] = metrics.front();
    const auto of_base = static_cast<std::size_t>(
        std::count_if(runs.begin(), runs.end(), [&](std::size_t run) { return run < base; }));
    return {two_sample_p(std::span(costs).first(of_base), std::span(costs).subspan(of_base))};
  }
  const auto splits = all_splits(base, fresh);
  return step_down_p(metrics.size(),
                     [&](std::size_t i) { return RunValues(metrics[i]).distances(splits); });
}

Estimate two_sample(std::span<const double> base, std::span<const double> fresh, double alpha) {
  Estimate out;
  if (base.empty() || fresh.empty()) return out;
  out.shift = low_mean(fresh) - low_mean(base);
  if (smallest_p(base.size(), fresh.size()) > alpha) return out;
  const Test test(base, fresh);
  out.p = test.p(0);
  const auto [least_base, most_base] = std::minmax_element(base.begin(), base.end());
  const auto [least_fresh, most_fresh] = std::minmax_element(fresh.begin(), fresh.end());
  const double spread =
      (*most_base - *least_base) + (*most_fresh - *least_fresh) +
      1e-9 * std::max({1.0, std::abs(*most_base), std::abs(*most_fresh)});  // never zero
  const auto edge = [&](double outside) {
    double inside = out.shift;
    if (test.p(outside) > alpha) return std::copysign(INFINITY, outside - inside);
    for (int i = 0; i < 20; ++i) {
      const double middle = std::midpoint(inside, outside);
      (test.p(middle) > alpha ? inside : outside) = middle;
    }
    return std::midpoint(inside, outside);
  };
  out.low = edge(out.shift - 2 * spread);
  out.high = edge(out.shift + 2 * spread);
  // Bisection stops close to the edge, so the interval is adjusted to agree with the test.
  if (out.p > alpha) {
    out.low = std::min(out.low, 0.0);
    out.high = std::max(out.high, 0.0);
  } else if (out.shift > 0) {
    out.low = std::max(out.low, 0.0);
  } else {
    out.high = std::min(out.high, 0.0);
  }
  return out;
}

}  // namespace traffic::detail::compare
