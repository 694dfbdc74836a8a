// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/turns.h"

#include <bit>

#include "gtest_traffic/random.h"

namespace traffic::detail {
namespace {

constexpr int kFeistelRounds = 4;

std::uint64_t items_of(std::uint64_t size, const Share& share) {
  return share.index < size ? (size - share.index + share.count - 1) / share.count : 0;
}

}  // namespace

Turns::Turns(std::uint64_t size, Options options)
    : size_(size),
      own_(items_of(size, options.share)),
      options_(options),
      half_bits_((std::bit_width(size < 2 ? 1 : size - 1) + 1U) / 2) {}

std::optional<std::uint64_t> Turns::next() {
  if (own_ == 0) return std::nullopt;
  const std::uint64_t turn = taken_.fetch_add(1, std::memory_order_relaxed);
  if (options_.after_last == AfterLast::kEnd && turn >= own_) return std::nullopt;
  const Share& share = options_.share;
  if (options_.order == TurnOrder::kRandom) {
    return mix_seed(options_.seed, turn * share.count + share.index) % size_;
  }
  const std::uint64_t position = share.index + turn % own_ * share.count;
  return options_.order == TurnOrder::kInTurn ? position : shuffled(position, turn / own_);
}

// A Feistel network is a permutation for any round function (Luby and Rackoff, 1988). Results
// outside of the range pass through it again until they are inside. This keeps it a permutation
// (Black and Rogaway, 2002).
std::uint64_t Turns::shuffled(std::uint64_t position, std::uint64_t round) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  const std::uint64_t key = mix_seed(options_.seed, round);
  do {
    std::uint64_t left = position >> half_bits_, right = position & mask;
    for (int i = 0; i < kFeistelRounds; ++i) {
      const std::uint64_t mixed =
          left ^ (mix_seed(key + static_cast<std::uint64_t>(i), right) & mask);
      left = right;
      right = mixed;
    }
    position = left << half_bits_ | right;
  } while (position >= size_);
  return position;
}

}  // namespace traffic::detail
