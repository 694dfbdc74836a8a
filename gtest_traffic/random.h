// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

namespace traffic {

// Generates reproducible pseudo-random numbers (SplitMix64, Steele et al. 2014). Satisfies
// UniformRandomBitGenerator. Each thread needs its own object.
class Random {
 public:
  using result_type = std::uint64_t;

  explicit constexpr Random(std::uint64_t seed = 0) : state_(seed) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  constexpr result_type operator()() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }

  // Returns a number in the range [0, 1).
  constexpr double uniform() { return static_cast<double>((*this)() >> 11) * 0x1.0p-53; }

  // Returns an integer in the range [low, high]. `low` must not exceed `high`.
  constexpr std::int64_t between(std::int64_t low, std::int64_t high) {
    const auto span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    const auto offset = span == 0 ? (*this)() : (*this)() % span;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
  }

 private:
  std::uint64_t state_;
};

namespace detail {

// Combines two seeds into one. For example, user 7 of run 42 gets its own random stream.
constexpr std::uint64_t mix_seed(std::uint64_t a, std::uint64_t b) {
  return Random(a ^ (b * 0x9e3779b97f4a7c15U + 0x7f4a7c15U))();
}

}  // namespace detail
}  // namespace traffic
