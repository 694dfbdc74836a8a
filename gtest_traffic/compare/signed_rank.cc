// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/signed_rank.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "gtest_traffic/compare/robust.h"

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
    return std::min(1.0, 2 * normal_below((1 - far) / std::sqrt(variance)));
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
