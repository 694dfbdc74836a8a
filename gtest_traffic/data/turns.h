// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace traffic {

// Says in which order a feeder gives its items, and what comes after the last.
enum class TurnOrder : std::uint8_t { kInTurn, kShuffled, kRandom };
enum class AfterLast : std::uint8_t { kBeginAnew, kEnd };

// This process's part of the items, where several share them: `index` from 0, below `count`.
struct Share {
  std::uint64_t index = 0;
  std::uint64_t count = 1;
};

// Hands out the numbers below `size`: in turn, in a new random order each round, or drawn with
// replacement. Parts of the same seed never give the same number in the same round. Thread-safe; a
// call costs an atomic addition and takes no memory.
class Turns {
 public:
  struct Options {
    TurnOrder order = TurnOrder::kInTurn;
    AfterLast after_last = AfterLast::kBeginAnew;
    Share share = {};
    std::uint64_t seed = 0;
  };
  Turns(std::uint64_t size, Options options);

  // Returns the next number; nothing once a round has ended that is the only one.
  std::optional<std::uint64_t> next();

 private:
  std::uint64_t shuffled(std::uint64_t position, std::uint64_t round) const;

  std::uint64_t size_;
  std::uint64_t own_;  // of a round
  Options options_;
  unsigned half_bits_;  // of the smallest square that holds every number
  std::atomic<std::uint64_t> taken_{0};
};

}  // namespace traffic
