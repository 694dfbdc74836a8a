// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include "gtest_traffic/compare/run_result.h"
#include "gtest_traffic/random.h"

namespace traffic::detail::compare {

// Returns a bound: if `rate` is the true rate, the observed share of n trials exceeds the bound
// about once in a thousand experiments.
inline double at_most(double rate, int n) { return rate + 3.1 * std::sqrt(rate * (1 - rate) / n); }

// Generates the random components of benchmark noise. The numbers are the same in every run of a
// test.
class NoiseSource {
 public:
  explicit NoiseSource(std::uint64_t seed) : random_(seed) {}

  double uniform() { return random_.uniform(); }
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }
  double exponential() { return -std::log(1 - uniform()); }
  double heavy() {  // Student's t with 3 degrees of freedom
    const double a = normal(), b = normal(), c = normal();
    return normal() / std::sqrt((a * a + b * b + c * c) / 3);
  }
  double spike(double share, double size) { return uniform() < share ? size * exponential() : 0; }

  // Returns the logarithms of the repetitions of one process. They contain its offset,
  // autocorrelation between repetitions, and spikes.
  std::vector<double> process(double offset, std::size_t repetitions) {
    std::vector<double> out;
    double memory = 0.02 * normal();
    for (std::size_t i = 0; i < repetitions; ++i) {
      memory = 0.6 * memory + 0.8 * 0.02 * normal();
      out.push_back(offset + memory + spike(0.05, 0.2));
    }
    return out;
  }

 private:
  Random random_;
};

}  // namespace traffic::detail::compare
