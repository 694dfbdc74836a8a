// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/surplus.h"

#include <algorithm>

namespace traffic::detail {

std::size_t Surplus::leaving(Time now, std::size_t free) {
  if (begin_ == Time::min() || now - begin_ >= window_) {
    surplus_ = begin_ == Time::min() || least_ == 0 ? 0 : least_ - 1;
    left_ = 0;
    begin_ = now;
    least_ = free;
  }
  if (left_ >= surplus_) return 0;
  const double passed = seconds_of(now - begin_) / seconds_of(window_);
  // Rounded up, so that the last user has left before the window ends.
  const auto due = std::min(
      surplus_, static_cast<std::size_t>(static_cast<double>(surplus_) * passed * 1.1 + 1));
  const std::size_t spare = least_ > 0 ? least_ - 1 : 0;
  const std::size_t count = std::min(due - std::min(due, left_), spare);
  left_ += count;
  least_ -= count;
  return count;
}

}  // namespace traffic::detail
