// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/autocorrelation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace traffic::detail::compare {
namespace {

constexpr std::size_t kLongestMemory = 8;
constexpr double kStrongest = 0.95;  // limit of the sum; a larger one looks like drift

std::vector<double> covariances(std::span<const double> values, std::size_t lags) {
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  std::vector<double> out(lags + 1);
  for (std::size_t lag = 0; lag <= lags; ++lag) {
    for (std::size_t i = lag; i < values.size(); ++i)
      out[lag] += (values[i] - mean) * (values[i - lag] - mean);
    out[lag] /= static_cast<double>(values.size());
  }
  return out;
}

}  // namespace

double variance_inflation(std::span<const double> values, int parameters) {
  const auto n = static_cast<double>(values.size());
  const std::size_t most = std::min(kLongestMemory, values.size() / 10);
  const auto covariance = covariances(values, most);
  if (most == 0 || covariance[0] <= 0) return 1;

  std::vector<double> coefficients, best;
  double error = covariance[0], best_error = error;
  double best_score = INFINITY;  // starts without order 0, which would ignore weak autocorrelation
  for (std::size_t order = 1; order <= most; ++order) {
    double reflection = covariance[order];
    for (std::size_t i = 0; i < coefficients.size(); ++i)
      reflection -= coefficients[i] * covariance[order - 1 - i];
    reflection /= error;
    const auto shorter = coefficients;
    for (std::size_t i = 0; i < shorter.size(); ++i)
      coefficients[i] -= reflection * shorter[shorter.size() - 1 - i];
    coefficients.push_back(reflection);
    error *= 1 - reflection * reflection;
    if (error <= 0) break;
    const double score = n * std::log(error) + 2 * static_cast<double>(order);
    if (score < best_score) {
      best_score = score;
      best_error = error;
      best = coefficients;
    }
  }
  double sum = 0;
  for (const double coefficient : best) sum += coefficient;
  sum += parameters * (1 + 3 * std::max(sum, 0.0)) / n;
  sum += std::sqrt(std::max(0.0, 1 - sum * sum) / n);  // adds the standard error as a safety margin
  sum = std::min(sum, kStrongest);
  return std::max(1.0, best_error / covariance[0] / ((1 - sum) * (1 - sum)));
}

}  // namespace traffic::detail::compare
