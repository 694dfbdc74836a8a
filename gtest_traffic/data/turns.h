// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace traffic::detail {

// Selects the order in which a feeder returns its items, and its behavior after the last item.
enum class TurnOrder : std::uint8_t { kInTurn, kShuffled, kRandom };
enum class AfterLast : std::uint8_t { kBeginAnew, kEnd };

// Identifies the share of this process if several processes share the items. `index` starts at 0
// and is below `count`.
struct Share {
  std::uint64_t index = 0;
  std::uint64_t count = 1;
};

// Returns the numbers below `size`: in order, in a new random order each round, or drawn with
// replacement. Except with replacement, processes with the same seed never return the same number
// in the same round. Thread-safe. A call costs one atomic addition and allocates nothing.
class Turns {
 public:
  struct Options {
    TurnOrder order = TurnOrder::kInTurn;
    AfterLast after_last = AfterLast::kBeginAnew;
    Share share = {};
    std::uint64_t seed = 0;
  };
  Turns(std::uint64_t size, Options options);

  // Returns the next number. With AfterLast::kEnd, returns `std::nullopt` after the first round.
  std::optional<std::uint64_t> next();

 private:
  std::uint64_t shuffled(std::uint64_t position, std::uint64_t round) const;

  std::uint64_t size_;
  std::uint64_t own_;  // numbers of this process in one round
  Options options_;
  unsigned half_bits_;  // half the bits of the shuffled range
  std::atomic<std::uint64_t> taken_{0};
};

}  // namespace traffic::detail
