// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/signed_rank.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "gtest_traffic/compare/robust.h"
#include "gtest_traffic/compare/step_down.h"
#include "gtest_traffic/random.h"

namespace traffic::detail::compare {
namespace {

constexpr double kCap = 0.6;          // of n
constexpr std::size_t kExact = 60;    // more differences use the normal approximation
constexpr double kTolerance = 1e-12;  // for equal differences, relative to the largest

// The signed sum of the capped ranks, and the ranks. Both are doubled so that the ranks of ties are
// integers.
struct Signed {
  std::vector<int> ranks;
  int sum = 0;
};

Signed sum_of(std::span<const double> differences, double shift, double tolerance) {
  std::vector<double> sizes;
  std::vector<bool> positive;
  for (const double difference : differences) {
    const double value = difference - shift;
    if (std::abs(value) <= tolerance) continue;
    sizes.push_back(std::abs(value));
    positive.push_back(value > 0);
  }
  Signed out;
  const int cap = static_cast<int>(std::ceil(2 * kCap * static_cast<double>(sizes.size())));
  const auto rank = ranks(sizes);
  for (std::size_t i = 0; i < rank.size(); ++i) {
    out.ranks.push_back(std::min(static_cast<int>(std::lround(2 * rank[i])), cap));
    out.sum += positive[i] ? out.ranks.back() : -out.ranks.back();
  }
  return out;
}

// Returns the probability of a signed sum at least as far from zero, if all signs are random.
double p_value(const Signed& observed) {
  const auto& ranks = observed.ranks;
  if (ranks.empty()) return 1;
  const int total = std::accumulate(ranks.begin(), ranks.end(), 0), far = std::abs(observed.sum);
  if (ranks.size() > kExact) {
    double variance = 0;
    for (const int rank : ranks) variance += static_cast<double>(rank) * rank;
    return std::min(1.0, 2 * normal_cdf((1 - far) / std::sqrt(variance)));
  }
  std::vector<double> share(static_cast<std::size_t>(total) + 1);  // by the sum of positive ranks
  share[0] = 1;
  for (const int rank : ranks) {
    for (int sum = total; sum >= 0; --sum) {
      double& here = share[static_cast<std::size_t>(sum)];
      here /= 2;
      if (sum >= rank) here += share[static_cast<std::size_t>(sum - rank)] / 2;
    }
  }
  double p = 0;  // absolute value of (2 positive - total) >= far
  for (int sum = 0; sum <= (total - far) / 2; ++sum) p += share[static_cast<std::size_t>(sum)];
  return std::min(1.0, 2 * p);
}

// The signed sums of the capped ranks of one metric, for all swaps of the sides of whole blocks.
class SwappedBlocks {
 public:
  explicit SwappedBlocks(std::span<const double> differences) : ranks_(differences.size()) {
    double largest = 0, squares = 0;
    for (const double difference : differences) largest = std::max(largest, std::abs(difference));
    const Signed observed = sum_of(differences, 0, kTolerance * largest);
    std::size_t next = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
      if (std::abs(differences[i]) <= kTolerance * largest) continue;
      const int rank = observed.ranks[next++];
      ranks_[i] = differences[i] > 0 ? rank : -rank;
      squares += static_cast<double>(rank) * rank;
    }
    deviation_ = std::sqrt(squares);
  }

  // Returns the distances of the sums from zero, in standard deviations.
  std::vector<double> distances() const {
    const std::size_t n = ranks_.size();
    const std::size_t count = n <= kAllSwaps ? std::size_t{1} << n : kRandomSwaps;
    Random random(1);
    std::vector<double> out;
    for (std::size_t swap = 0; swap < count; ++swap) {
      int sum = 0;
      std::uint64_t bits = n <= kAllSwaps ? swap : 0;  // the first swap leaves all blocks
      for (std::size_t i = 0; i < n; ++i, bits >>= 1) {
        if (n > kAllSwaps && swap > 0 && i % 64 == 0) bits = random();
        sum += (bits & 1) != 0 ? -ranks_[i] : ranks_[i];
      }
      out.push_back(deviation_ > 0 ? std::abs(sum) / deviation_ : 0);
    }
    return out;
  }

 private:
  static constexpr std::size_t kAllSwaps = 14;  // blocks
  static constexpr std::size_t kRandomSwaps = 10'000;

  std::vector<int> ranks_;
  double deviation_ = 0;
};

// Finds by bisection the point between `inside` and `outside` at which a condition stops holding.
template <class Holds>
double edge(double inside, double outside, Holds holds) {
  for (int i = 0; i < 36; ++i) {
    const double middle = std::midpoint(inside, outside);
    (holds(middle) ? inside : outside) = middle;
  }
  return std::midpoint(inside, outside);
}

}  // namespace

double signed_rank_p(std::span<const double> differences) {
  double largest = 0;
  for (const double difference : differences) largest = std::max(largest, std::abs(difference));
  return p_value(sum_of(differences, 0, kTolerance * largest));
}

std::vector<double> joint_signed_rank_p(std::span<const std::vector<double>> differences) {
  if (differences.empty()) return {};
  if (differences.size() == 1) return {signed_rank_p(differences.front())};
  auto out = step_down_p(differences.size(),
                         [&](std::size_t i) { return SwappedBlocks(differences[i]).distances(); });
  // Random swaps must not make a p value smaller than the exact one of the metric alone.
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = std::max(out[i], signed_rank_p(differences[i]));
  return out;
}

Estimate signed_rank(std::span<const double> differences, double alpha) {
  Estimate out;
  if (differences.empty()) return out;
  const auto [least, most] = std::minmax_element(differences.begin(), differences.end());
  const double tolerance = kTolerance * std::max(std::abs(*least), std::abs(*most));
  const double reach = (*most - *least) + std::max(1e-9, tolerance);  // never zero
  const auto sum = [&](double shift) { return sum_of(differences, shift, tolerance).sum; };
  const auto p = [&](double shift) { return p_value(sum_of(differences, shift, tolerance)); };

  out.p = p(0);
  const double above = edge(*least - reach, *most + reach, [&](double s) { return sum(s) > 0; });
  const double below = edge(*most + reach, *least - reach, [&](double s) { return sum(s) < 0; });
  out.shift = std::midpoint(above, below);
  if (p(*most + reach) > alpha) return out;
  out.low = edge(out.shift, *least - reach, [&](double s) { return p(s) > alpha; });
  out.high = edge(out.shift, *most + reach, [&](double s) { return p(s) > alpha; });
  // Bisection stops close to the edge, so the interval is adjusted to agree with the test.
  if (out.p > alpha) {
    out.low = std::min(out.low, 0.0);
    out.high = std::max(out.high, 0.0);
  }
  return out;
}

std::size_t fewest_differences(double alpha) {
  std::size_t n = 1;
  for (double p = 1; p > alpha; p /= 2) ++n;
  return n;
}

}  // namespace traffic::detail::compare
